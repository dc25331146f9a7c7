import { COLUMNS, csv, filled, square, usedColumns } from "../domain/attendance";
import type { Attendance } from "../domain/shapes";
import { Printer, Save } from "../ui/icons";
import { t } from "../words/attendance";
import { capital, w } from "../words/index";
import { clockWords, dateWords } from "../words/time";
import { save } from "./notes-files";

/** The list for the minutes: read here, printed as a page of its own, or taken along as a file. */
export function PresenceList({ sheet }: { sheet: Attendance }) {
  const columns = usedColumns(sheet.presence);
  const { filled: there, of } = filled(sheet);
  const roles = w.role as Record<string, string>;
  const download = () => {
    const rows = sheet.presence.map((line) => COLUMNS.map((column) => square(line, column, roles, t.list.comes)));
    const file = new Blob([csv([COLUMNS.map((column) => t.list.headings[column]), ...rows])], { type: "text/csv;charset=utf-8" });
    save({ name: `${t.list.file}-${sheet.date}.csv`, file });
  };
  return (
    <section class="panel presence" aria-labelledby="presence">
      <h2 class="ds-heading" data-size="xs" id="presence">{t.list.title}</h2>
      <p class="presence-when">{[sheet.committee, sheet.starts_at ? w.time.at(dateWords(sheet.date), clockWords(new Date(sheet.starts_at))) : dateWords(sheet.date), sheet.place].filter(Boolean).join(", ")}</p>
      <p class="quiet">{t.list.present(there, of)}. <span class="presence-more">{t.list.more}</span></p>
      <div class="presence-table">
        <table class="ds-table" data-size="sm">
          <thead><tr>{columns.map((column) => <th key={column} scope="col">{t.list.headings[column]}</th>)}</tr></thead>
          <tbody>
            {sheet.presence.map((line) => (
              <tr key={`${line.name} ${line.role}`}>
                {columns.map((column) => {
                  const said = square(line, column, roles, t.list.comes);
                  return column === "name" ? <th key={column} scope="row">{said}</th> : <td key={column} data-label={t.list.headings[column]}>{column === "role" ? capital(said) : said}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="actions">
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => print()}><Printer />{t.list.print}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={download}><Save />{t.list.csv}</button>
      </div>
    </section>
  );
}
