/** The invitation on paper, in its reader's language whatever the screen is in. */

import type { Language, RoleName } from "../domain/shapes";

const ROLES = {
  nb: { member: "medlem", chair: "leder", deputy_chair: "nestleder", deputy: "varamedlem", secretariat: "sekretær" },
  nn: { member: "medlem", chair: "leiar", deputy_chair: "nestleiar", deputy: "varamedlem", secretariat: "sekretær" },
  en: { member: "member", chair: "chair", deputy_chair: "deputy chair", deputy: "deputy", secretariat: "secretary" },
} satisfies Record<Language, Partial<Record<RoleName, string>>>;

export interface LetterWords {
  title: (place: string) => string;
  dear: (name: string) => string;
  lead: (place: string) => string;
  seats: string;
  role: (role: keyof typeof ROLES.nb) => string;
  how: string;
  steps: readonly string[];
  until: (day: string) => string;
  secret: string;
  help: string;
  from: string;
}

export const letterWords: Record<Language, LetterWords> = {
  nb: {
    title: (place) => `Velkommen til Folkevalgt i ${place}`,
    dear: (name) => `Hei, ${name}!`,
    lead: (place) => `Møtepapirene dine i ${place} ligger i appen Folkevalgt. Der kan du lese og notere på nettbrett, PC og mobil, også uten nett.`,
    seats: "Dette er registrert på deg:",
    role: (role) => ROLES.nb[role],
    how: "Slik logger du inn første gang",
    steps: ["Åpne nettleseren på den enheten du vil lese på.", "Skriv inn adressen under, nøyaktig som den står. Alle bokstavene er små.", "Lag en passnøkkel når appen spør. Da logger du inn med fingeren, ansiktet eller PIN-koden neste gang."],
    until: (day) => `Adressen virker én gang, til og med ${day}.`,
    secret: "Ikke gi den til andre: den som skriver den inn, kommer inn som deg. Kast arket når du er inne.",
    help: "Får du det ikke til? Ta kontakt med sekretariatet, så får du en ny.",
    from: "Hilsen sekretariatet",
  },
  nn: {
    title: (place) => `Velkomen til Folkevalgt i ${place}`,
    dear: (name) => `Hei, ${name}!`,
    lead: (place) => `Møtepapira dine i ${place} ligg i appen Folkevalgt. Der kan du lese og notere på nettbrett, PC og mobil, òg utan nett.`,
    seats: "Dette er registrert på deg:",
    role: (role) => ROLES.nn[role],
    how: "Slik loggar du inn første gongen",
    steps: ["Opne nettlesaren på den eininga du vil lese på.", "Skriv inn adressa under, nøyaktig som ho står. Alle bokstavane er små.", "Lag ein passnøkkel når appen spør. Då loggar du inn med fingeren, andletet eller PIN-koden neste gong."],
    until: (day) => `Adressa verkar éin gong, til og med ${day}.`,
    secret: "Ikkje gi ho til andre: den som skriv ho inn, kjem inn som deg. Kast arket når du er inne.",
    help: "Får du det ikkje til? Ta kontakt med sekretariatet, så får du ei ny.",
    from: "Helsing sekretariatet",
  },
  en: {
    title: (place) => `Welcome to Folkevalgt in ${place}`,
    dear: (name) => `Hello, ${name}!`,
    lead: (place) => `Your meeting papers in ${place} are in the app Folkevalgt. You can read and take notes there on a tablet, computer or phone, also without network.`,
    seats: "This is what you are registered with:",
    role: (role) => ROLES.en[role],
    how: "How to sign in the first time",
    steps: ["Open the browser on the device you want to read on.", "Type the address below exactly as it stands. All letters are small.", "Make a passkey when the app asks. Then you sign in with your finger, your face or your PIN next time."],
    until: (day) => `The address works once, until the end of ${day}.`,
    secret: "Do not give it to others: whoever types it gets in as you. Throw the sheet away when you are in.",
    help: "Does it not work? Contact the secretariat and you will get a new one.",
    from: "The secretariat",
  },
};
