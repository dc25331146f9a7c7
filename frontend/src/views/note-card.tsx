import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Thread } from "../domain/note-list";
import type { Note } from "../domain/notes";
import type { NoteCircle } from "../domain/shapes";
import { Bin, Comment, Earlier as Clock, Reply, Share, Tag } from "../ui/icons";
import { Ask } from "../ui/ask";
import { n } from "../words/notes";
import { momentWords } from "../words/time";
import type { Acts } from "./note-acts";
import { Colours, Spot } from "./note-colours";
import { Conflict } from "./note-conflict";
import { Earlier } from "./note-earlier";
import { NoteEditor } from "./note-editor";
import { circleNames, gist, nameOf } from "./note-names";
import { ShareDialog, UnshareDialog } from "./note-share";
import { Sharing } from "./note-sharing";
import { TagEditor, Tags } from "./note-tags";

interface Props {
  thread: Thread;
  chosen: boolean;
  /** Chosen in order to be tagged. */
  tagging?: boolean;
  acts: Acts;
  circles: NoteCircle[];
  known: string[];
  /** Shows it in the paper. */
  onChoose: (id: string) => void;
  onReply: (note: Note) => void;
  /** What stands under the note: an answer being written, what to do about its place. */
  children?: ComponentChildren;
}

/** A note in the margin. Chosen, it shows all that can be done with it. */
export function NoteCard(props: Props) {
  const { thread, chosen, acts, circles, onChoose } = props;
  const { note, at } = thread;
  const article = useRef<HTMLElement>(null);
  const head = useRef<HTMLButtonElement>(null);
  const [writing, setWriting] = useState<{ text: string; ver: number } | null>(null);
  useEffect(() => {
    if (!chosen) return;
    article.current?.scrollIntoView({ block: "nearest" });
    if (!props.tagging) head.current?.focus({ preventScroll: true });
  }, [chosen]);
  const written = () => {
    setWriting(null);
    head.current?.focus({ preventScroll: true });
  };
  const how = note.kind === "reply" ? "own" : (at?.how ?? "waiting"); // an answer whose note is gone has no place to be carried to
  const moved = how === "moved" || how === "review" || how === "orphan" || how === "waiting" ? n.carry.state[how] : "";
  const page = at && at.page > 0 ? at.page : (note.content.page ?? 1);
  const names = circleNames(circles);
  const tags = note.content.tags ?? [];
  const write = () => setWriting({ text: note.content.text ?? "", ver: note.ver });
  return (
    <article ref={article} class="note" data-colour={note.content.colour ?? undefined} data-chosen={chosen || undefined} aria-labelledby={`note-${note.id}`}>
      <div class="note-head">
        <h3 id={`note-${note.id}`}>
          <button ref={head} type="button" class="note-place" aria-expanded={chosen} onClick={() => onChoose(note.id)}>
            <Spot colour={note.content.colour} />
            <span>{nameOf(note)}</span>
            <span class="quiet">{n.card.page(page)}</span>
          </button>
        </h3>
        {moved && <span class="ds-tag" data-color={how === "moved" ? "info" : "warning"} data-size="sm">{moved}</span>}
      </div>
      {!note.mine && <p class="quiet">{n.card.by(note.name)}</p>}
      {note.content.quote && <blockquote class="note-quote">{note.content.quote.exact}</blockquote>}
      {writing ? (
        <NoteEditor id={note.id} draft={null} text={writing.text} ver={writing.ver} label={n.editor.label} onDone={written} />
      ) : (
        note.content.text && thread.copies.length === 0 && <p class="note-text">{note.content.text}</p>
      )}
      {thread.copies.map((copy) => <Conflict key={copy.id} note={note} copy={copy} />)}
      <Tags tags={tags} />
      <Sharing note={note} circles={names} />
      {thread.replies.map((reply) => <ReplyCard key={reply.id} reply={reply} acts={acts} />)}
      {props.children}
      {chosen && !writing && <Actions {...props} onWrite={write} />}
    </article>
  );
}

function Actions({ thread: { note }, tagging = false, acts, circles, known, onChoose, onReply, onWrite }: Props & { onWrite: () => void }) {
  const [open, setOpen] = useState<"tags" | "colour" | "earlier" | "share" | "stop" | "delete" | null>(tagging ? "tags" : null);
  const shared = note.scope !== "private";
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => part.current?.scrollIntoView({ block: "nearest" }), [open]);
  const toggle = (what: "tags" | "colour" | "earlier") => () => setOpen((was) => (was === what ? null : what));
  const close = () => setOpen(null);
  const answer = <Act name={n.card.reply} Icon={Reply} onClick={() => onReply(note)} />;
  if (!note.mine) return <div class="note-actions">{note.kind !== "reply" && answer}</div>;
  const coloured = note.kind === "highlight" || note.kind === "comment" || note.kind === "ink";
  return (
    <>
      <div class="note-actions">
        <Act name={note.content.text ? n.card.edit : n.card.write} Icon={Comment} onClick={onWrite} />
        <Act name={n.card.tags} Icon={Tag} open={open === "tags"} onClick={toggle("tags")} />
        {coloured && (
          <button type="button" class="note-act" aria-expanded={open === "colour"} onClick={toggle("colour")}><Spot colour={note.content.colour ?? "yellow"} />{n.card.colour}</button>
        )}
        {shared ? <Act name={n.card.unshare} Icon={Share} onClick={() => setOpen("stop")} /> : <Act name={n.card.share} Icon={Share} onClick={() => setOpen("share")} />}
        {shared && note.kind !== "reply" && answer}
        {changed(note) && <Act name={n.earlier.title} Icon={Clock} open={open === "earlier"} onClick={toggle("earlier")} />}
        <Act name={n.card.delete} Icon={Bin} onClick={() => (shared ? setOpen("delete") : acts.remove(note))} />
      </div>
      <div ref={part} class="note-part" hidden={open !== "tags" && open !== "colour" && open !== "earlier"}>
        {open === "tags" && <TagEditor tags={note.content.tags ?? []} known={known} focus={tagging} onChange={(tags) => acts.retag(note, tags)} />}
        {open === "colour" && <div class="mark-row"><Colours chosen={note.content.colour ?? null} onChoose={(colour) => acts.recolour(note, colour)} /></div>}
        {open === "earlier" && <Earlier note={note} onTake={(text) => acts.retext(note, text)} />}
      </div>
      {open === "share" && <ShareDialog note={note} circles={circles} onClose={close} />}
      {open === "stop" && <UnshareDialog note={note} onStopped={onChoose} onClose={close} />}
      {open === "delete" && (
        <Ask title={n.card.deleteAsk} yes={n.card.delete} onYes={() => acts.remove(note)} onNo={close}>
          <p>{n.card.deleteShared} {n.card.deleteMore}</p>
        </Ask>
      )}
    </>
  );
}

/** There may be something it said before. */
const changed = (note: Note) => note.changed !== note.created;

function Act(props: { name: string; Icon: () => ComponentChildren; open?: boolean; onClick: () => void }) {
  return <button type="button" class="note-act" aria-expanded={props.open} onClick={props.onClick}><props.Icon />{props.name}</button>;
}

function ReplyCard({ reply, acts }: { reply: Note; acts: Acts }) {
  const [writing, setWriting] = useState<{ text: string; ver: number } | null>(null);
  const [earlier, setEarlier] = useState(false);
  return (
    <article class="reply" aria-label={`${n.card.by(reply.name)}: ${gist(reply, 40)}`}>
      <p class="quiet">{reply.name}, {momentWords(reply.created)}</p>
      {writing ? (
        <NoteEditor id={reply.id} draft={null} text={writing.text} ver={writing.ver} label={n.editor.reply} onDone={() => setWriting(null)} />
      ) : (
        <p class="note-text">{reply.content.text}</p>
      )}
      {reply.mine && !writing && (
        <div class="note-actions">
          <Act name={n.card.edit} Icon={Comment} onClick={() => setWriting({ text: reply.content.text ?? "", ver: reply.ver })} />
          {changed(reply) && <Act name={n.earlier.title} Icon={Clock} open={earlier} onClick={() => setEarlier((was) => !was)} />}
          <Act name={n.card.delete} Icon={Bin} onClick={() => acts.remove(reply)} />
        </div>
      )}
      {earlier && !writing && <Earlier note={reply} onTake={(text) => acts.retext(reply, text)} />}
    </article>
  );
}
