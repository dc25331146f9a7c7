"""The table of contents: every address the server answers, what goes in and out, and who may ask."""

from __future__ import annotations

from folkevalgt.api import limits, notices, people, receipts, shapes, uploads
from folkevalgt.api.access import (
    access_grid,
    change_access,
    lead_disqualification,
    my_disqualifications,
    report_disqualification,
)
from folkevalgt.api.attendance import ROUTES as ATTENDANCE
from folkevalgt.api.calendar import ROUTES as CALENDAR
from folkevalgt.api.circles import note_circles
from folkevalgt.api.desk import ROUTES as DESK
from folkevalgt.api.devices import (
    device_key,
    emptied,
    everybody,
    lost_device,
    my_devices,
    prove_device,
    revoke_my_device,
)
from folkevalgt.api.events import events
from folkevalgt.api.files import draft_file, file
from folkevalgt.api.gate import gate_decide, gate_findings
from folkevalgt.api.harvests import harvest_now, harvests
from folkevalgt.api.health import healthz, metrics, openapi, readyz
from folkevalgt.api.http import Route
from folkevalgt.api.layers import changes, structure
from folkevalgt.api.members import change_me, me
from folkevalgt.api.notes import note_revisions, pull_notes, push_notes
from folkevalgt.api.oidc import (
    LogoutForm,
    back_channel_logout,
    front_channel_logout,
    logout_form,
    provider_callback,
    provider_sign_in,
    provider_sign_out,
)
from folkevalgt.api.packages import desk, desk_package, desk_preview, desk_publish
from folkevalgt.api.papers import manifest, my_papers, receipt
from folkevalgt.api.passkeys import add_passkey, begin_new_passkey, begin_passkey, remove_passkey, use_passkey
from folkevalgt.api.prints import (
    call_off_print,
    count_print,
    my_prints,
    order_print,
    print_done,
    print_file,
    waiting_prints,
)
from folkevalgt.api.rolls import my_rolls
from folkevalgt.api.run_sheets import opened_run_sheet
from folkevalgt.api.search import search
from folkevalgt.api.sign_in import ask_for_email, sign_in, sign_in_ways, sign_out
from folkevalgt.api.vault import my_access, my_vault, opened
from folkevalgt.attendance import shapes as attendance
from folkevalgt.identity import shapes as identity
from folkevalgt.models.manifest import Manifest
from folkevalgt.printing import shapes as prints
from folkevalgt.publishing.shapes import Gate, GateAct
from folkevalgt.search.shapes import SearchAnswer
from folkevalgt.sync import push
from folkevalgt.sync import shapes as notes

S, N, P, W, L = shapes, notes, prints, identity, limits
A = attendance
ASKED = ("cursor", "limit")
FIND = ("q", "committee", "year", "kind", "from")
ROUTES = [
    # First what every device asks for at the same moment: an address is looked for from the top.
    Route("GET", "/api/papers", my_papers, None, S.Papers, "device", "The packages I have been given"),
    Route("GET", "/api/manifests/{sha256}", manifest, None, Manifest, "anyone", "One package's list"),
    Route("GET", "/files/{sha256}", file, None, None, "anyone", "One paper's bytes, whole or in ranges"),
    Route("HEAD", "/files/{sha256}", file, None, None, "anyone", "One paper's size and name"),
    Route("GET", "/files/{sha256}/structure", structure, None, None, "anyone", "A paper's headings, lists and tables"),
    Route("GET", "/files/{new}/changes/{old}", changes, None, None, "anyone", "What differs from an earlier version"),
    Route("GET", "/healthz", healthz, None, S.Ready, "anyone", "The process answers"),
    Route("GET", "/readyz", readyz, None, S.Ready, "anyone", "The database answers"),
    Route("GET", "/metrics", metrics, None, None, "anyone", "Figures for Prometheus"),
    Route("GET", "/api/openapi.json", openapi, None, None, "anyone", "This description"),
    Route("GET", "/api/sign-in", sign_in_ways, None, W.SignInWays, "anyone", "The ways one can sign in here"),
    Route("POST", "/api/sign-in", sign_in, S.SignIn, S.Me, "anyone", "Use up a one-time link", limit=L.LINK),
    Route(
        "POST",
        "/api/sign-in/email",
        ask_for_email,
        W.EmailAsked,
        None,
        "anyone",
        "Send me a link, if you know me",
        limit=L.EMAIL,
    ),
    Route(
        "POST",
        "/api/sign-in/passkey/begin",
        begin_passkey,
        None,
        W.PasskeyBegun,
        "anyone",
        "Begin with a passkey",
        query=("step_up",),
        limit=L.PASSKEY,
    ),
    Route(
        "POST",
        "/api/sign-in/passkey",
        use_passkey,
        W.PasskeyUsed,
        S.Me,
        "anyone",
        "Sign in by passkey",
        limit=L.PASSKEY,
    ),
    Route(
        "POST",
        "/api/passkeys/begin",
        begin_new_passkey,
        None,
        W.PasskeyBegun,
        "signed_in",
        "Begin to make a passkey",
        limit=L.OWN_PASSKEY,
    ),
    Route(
        "POST",
        "/api/passkeys",
        add_passkey,
        W.PasskeyMade,
        W.PasskeyLine,
        "signed_in",
        "Keep a new passkey",
        limit=L.OWN_PASSKEY,
    ),
    Route("POST", "/api/passkeys/{id}/remove", remove_passkey, None, None, "signed_in", "Take away a passkey of mine"),
    Route("POST", "/api/sign-out", sign_out, None, W.SignedOut, "device", "End this session"),
    *(
        Route("GET", f"/api/oidc/{{name}}/{what}", handler, None, None, "anyone", says, query=query, limit=L.PROVIDER)
        for what, handler, says, query in [
            ("sign-in", provider_sign_in, "Off to a provider, to sign in there", ("step_up", "to")),
            ("callback", provider_callback, "Back from a provider", ("code", "state", "iss", "error")),
            ("sign-out", provider_sign_out, "A form that signs out there, too", ("with",)),
            ("front-channel-logout", front_channel_logout, "Signed out there, says a frame", ("iss", "sid")),
        ]
    ),
    Route(
        "POST",
        "/api/oidc/{name}/back-channel-logout",
        back_channel_logout,
        LogoutForm,
        None,
        "anyone",
        "Signed out there, says its server",
        logout_form,
        limit=L.PROVIDER,
        foreign=True,
    ),
    Route("GET", "/api/me", me, None, S.Me, "device", "Who I am"),
    Route("PATCH", "/api/me", change_me, S.MeChange, S.Me, "signed_in", "Choose my language"),
    Route("POST", "/api/receipts", receipt, S.Receipt, None, "device", "A package came whole, or was opened"),
    Route("GET", "/api/events", events, None, None, "device", "Server-sent events; each says: pull now"),
    Route("GET", "/api/notes/pull", pull_notes, None, N.NotePull, "signed_in", "My log after a cursor", query=ASKED),
    Route("POST", "/api/notes/push", push_notes, N.NotePush, N.NotePushed, "signed_in", "My changes", push.understood),
    Route(
        "GET",
        "/api/notes/{id}/revisions",
        note_revisions,
        None,
        N.NoteRevisions,
        "signed_in",
        "What my note said before",
    ),
    Route("GET", "/api/notes/circles", note_circles, None, N.NoteCircles, "signed_in", "Whom I may share a note with"),
    Route("GET", "/api/rolls", my_rolls, None, N.Rolls, "signed_in", "Who sits in my committees"),
    Route(
        "GET",
        "/api/packages/{id}/run-sheet",
        opened_run_sheet,
        None,
        N.RunSheet,
        "secretariat",
        "The chair's run sheet, when the chair has said so",
    ),
    Route("GET", "/api/search", search, None, SearchAnswer, "signed_in", "What I have been given", query=FIND),
    Route("POST", "/api/prints", order_print, P.PrintOrdered, P.PrintOrderLine, "signed_in", "Order a print"),
    Route("GET", "/api/prints/mine", my_prints, None, P.PrintOrders, "signed_in", "What I have ordered"),
    Route("POST", "/api/prints/counts", count_print, P.Printed, None, "signed_in", "How much a device printed"),
    Route("POST", "/api/prints/{id}/call-off", call_off_print, None, None, "signed_in", "I want it no more"),
    Route("GET", "/api/prints", waiting_prints, None, P.PrintOrders, "secretariat", "What is to be printed"),
    Route("GET", "/api/prints/{id}/file", print_file, None, None, "secretariat", "A print, made afresh"),
    Route("POST", "/api/prints/{id}/done", print_done, None, None, "secretariat", "It lies on paper"),
    Route("GET", "/api/vault", my_vault, None, W.Vault, "signed_in", "What opens my exempt papers on this device"),
    Route("POST", "/api/openings", opened, W.Opened, None, "signed_in", "I opened an exempt paper on this device"),
    Route("GET", "/api/devices", my_devices, None, W.Devices, "signed_in", "Where I have signed in, and my passkeys"),
    Route("POST", "/api/devices/emptied", emptied, None, None, "anyone", "A browser that was taken away is empty"),
    Route("POST", "/api/devices/here/key", device_key, W.DeviceKey, None, "signed_in", "This browser's own key"),
    Route(
        "POST",
        "/api/devices/prove",
        prove_device,
        W.DeviceProof,
        None,
        "anyone",
        "Come back as a device, for lists and ciphertext",
        limit=L.DEVICE,
    ),
    Route("POST", "/api/devices/{id}/revoke", revoke_my_device, None, None, "signed_in", "Take away a device of mine"),
    Route("GET", "/api/me/access", my_access, None, W.AccessList, "signed_in", "What I was given, opened and did"),
    Route("GET", "/api/people", everybody, None, W.StaffPeople, "secretariat", "Everyone, and their devices"),
    Route(
        "POST",
        "/api/people/{person}/devices/{id}/revoke",
        lost_device,
        None,
        None,
        "secretariat",
        "Somebody has lost a device",
    ),
    Route("GET", "/api/packages", desk, None, S.Desk, "secretariat", "Every meeting and its stage"),
    Route("GET", "/api/packages/{id}", desk_package, None, S.DeskPackage, "secretariat", "Before publishing"),
    Route(
        "GET", "/api/packages/{id}/preview", desk_preview, None, S.Preview, "secretariat", "What each role would see"
    ),
    Route("POST", "/api/packages/{id}/publish", desk_publish, S.Publish, S.Published, "secretariat", "Publish"),
    *DESK,
    Route("GET", "/api/packages/{id}/gate", gate_findings, None, Gate, "secretariat", "What stands in its way"),
    Route("POST", "/api/packages/{id}/gate", gate_decide, GateAct, None, "secretariat", "A finding is decided"),
    Route("GET", "/api/packages/{id}/files/{document}", draft_file, None, None, "secretariat", "An open draft paper"),
    Route("GET", "/api/packages/{id}/access", access_grid, None, A.Grid, "secretariat", "Who sees what, and why"),
    Route(
        "POST", "/api/packages/{id}/access", change_access, A.Acts, A.ActsDone, "secretariat", "Change who sees what"
    ),
    Route(
        "GET",
        "/api/packages/{id}/disqualifications",
        my_disqualifications,
        None,
        A.OwnDisqualifications,
        "signed_in",
        "My own disqualifications, and a chair's members'",
    ),
    Route(
        "POST",
        "/api/packages/{id}/disqualifications",
        report_disqualification,
        A.OwnReport,
        None,
        "signed_in",
        "I may be disqualified in an item",
    ),
    Route(
        "POST",
        "/api/packages/{id}/disqualifications/steps",
        lead_disqualification,
        A.ChairStep,
        None,
        "signed_in",
        "A chair holds somebody back, or lifts it",
    ),
    *ATTENDANCE,
    *CALENDAR,
    Route("GET", "/api/harvests", harvests, None, S.Harvests, "secretariat", "The inbox and its reports"),
    Route("POST", "/api/harvests", harvest_now, None, S.Harvests, "secretariat", "Harvest the inbox now"),
    *receipts.ROUTES,
    *notices.ROUTES,
    *people.ROUTES,
    *uploads.ROUTES,
]
