import type { ComponentChildren } from "preact";

const Icon = ({ children }: { children: ComponentChildren }) => (
  <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    {children}
  </svg>
);

export const Calendar = () => <Icon><rect x="3.5" y="5" width="17" height="15" rx="2" /><path d="M3.5 10h17M8 3v4M16 3v4" /></Icon>;
export const People = () => <Icon><circle cx="9" cy="8.500" r="3" /><path d="M3.500 19.500c0-3.500 2.200-5.500 5.500-5.500s5.500 2 5.500 5.500M15.500 5.800a3 3 0 0 1 0 5.400M17 14.300c2.200.700 3.500 2.500 3.500 5.200" /></Icon>;
export const Person = () => <Icon><circle cx="12" cy="8" r="4" /><path d="M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6" /></Icon>;
export const Desk = () => <Icon><path d="M3 9h18M5 9v11M19 9v11M12 9v5h7M9 5h6" /></Icon>;
export const Inbox = () => <Icon><path d="M4 13l2.5-8h11L20 13v6H4zM4 13h5l1 2.500h4l1-2.500h5" /></Icon>;
export const Tick = () => <Icon><circle cx="12" cy="12" r="9" /><path d="M8 12.300l2.8 2.800L16 9.5" /></Icon>;
export const Back = () => <Icon><path d="M19 12H5M11 6l-6 6 6 6" /></Icon>;
export const Left = () => <Icon><path d="M14.5 5.500L8 12l6.5 6.5" /></Icon>;
export const Right = () => <Icon><path d="M9.5 5.500L16 12l-6.5 6.5" /></Icon>;
export const Up = () => <Icon><path d="M5.5 14.500L12 8l6.5 6.5" /></Icon>;
export const Down = () => <Icon><path d="M5.5 9.500L12 16l6.5-6.5" /></Icon>;
export const Plus = () => <Icon><path d="M12 5v14M5 12h14" /></Icon>;
export const Minus = () => <Icon><path d="M5 12h14" /></Icon>;
export const Width = () => <Icon><path d="M4 5v14M20 5v14M7.5 12h9M10 9l-3 3 3 3M14 9l3 3-3 3" /></Icon>;
export const Search = () => <Icon><circle cx="10.5" cy="10.5" r="6" /><path d="M15 15l5 5" /></Icon>;
export const Contents = () => <Icon><path d="M4 6h3M10 6h10M4 12h3M10 12h10M4 18h3M10 18h10" /></Icon>;
export const Cross = () => <Icon><path d="M6 6l12 12M18 6L6 18" /></Icon>;
export const Keys = () => <Icon><rect x="2.5" y="6" width="19" height="12" rx="2" /><path d="M6.5 10h.01M10 10h.01M13.5 10h.01M17 10h.01M8 14h8" /></Icon>;
export const Cloud = () => <Icon><path d="M4 4l16 16M9.5 6.400A6 6 0 0 1 17.5 10a4.5 4.5 0 0 1 2.3 8M16 18H7a4.5 4.5 0 0 1-.8-8.9" /></Icon>;
export const Lock = () => <Icon><rect x="5.5" y="11" width="13" height="9" rx="2" /><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3" /></Icon>;
export const Paper = () => <Icon><path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" /></Icon>;
export const NextPaper = () => <Icon><path d="M6 5.5L12.5 12 6 18.500M13 5.500L19.5 12 13 18.5" /></Icon>;
export const PreviousPaper = () => <Icon><path d="M18 5.500L11.5 12l6.5 6.500M11 5.500L4.5 12l6.5 6.5" /></Icon>;
export const Bell = ({ full }: { full?: boolean }) => <Icon><path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.500 1.500h-15zM10 20.500h4" fill={full ? "currentColor" : "none"} /></Icon>;
export const Notes = () => <Icon><path d="M5 4h14v11l-5 5H5zM14 20v-5h5M8.500 8.500h7M8.500 12h4.500" /></Icon>;
export const Pen = () => <Icon><path d="M4 20l1-4.500L16.500 4 20 7.500 8.500 19zM14 6.500l3.500 3.500" /></Icon>;
export const Ink = () => <Icon><path d="M3.500 16c2.500-9 6-10 6.500-6.500S7 17 10 17s3.500-6 5.500-6 0 5 5 4" /></Icon>;
export const TextBox = () => <Icon><rect x="3.5" y="5" width="17" height="14" rx="1.5" /><path d="M8 9.500h8M12 9.500v6" /></Icon>;
export const Area = () => <Icon><path d="M4 8V5.500A1.500 1.500 0 0 1 5.500 4H8M16 4h2.500A1.500 1.500 0 0 1 20 5.500V8M20 16v2.500a1.500 1.500 0 0 1-1.500 1.500H16M8 20H5.500A1.500 1.500 0 0 1 4 18.500V16" /></Icon>;
export const PageNote = () => <Icon><path d="M6 3h8l4 4v14H6zM12 10.500v6M9 13.500h6" /></Icon>;
export const Bookmark = () => <Icon><path d="M6.500 4h11v16.500L12 16l-5.500 4.500z" /></Icon>;
export const Undo = () => <Icon><path d="M8.500 5L4 9.500 8.500 14M4.500 9.500H14a5.500 5.500 0 0 1 0 11h-4" /></Icon>;
export const Comment = () => <Icon><path d="M4 5h16v11h-8l-4.500 4v-4H4z" /></Icon>;
export const Tag = () => <Icon><path d="M4 4h8l8.500 8.500-8 8L4 12z" /><circle cx="8.5" cy="8.500" r="1.250" /></Icon>;
export const Share = () => <Icon><circle cx="8.500" cy="8" r="3.250" /><circle cx="17" cy="9.500" r="2.250" /><path d="M2.500 19c.6-3.500 3-5.500 6-5.500s5.400 2 6 5.500M16 14c2.800 0 4.800 1.500 5.500 4" /></Icon>;
export const Reply = () => <Icon><path d="M9 6l-5 5 5 5M4.500 11H14a6 6 0 0 1 6 6v1.500" /></Icon>;
export const Bin = () => <Icon><path d="M5 7h14M9.500 7V4.500h5V7M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5" /></Icon>;
export const Look = () => <Icon><path d="M12 4.500L21 19.500H3zM12 10.500v4M12 17.200v.1" /></Icon>;
export const Earlier = () => <Icon><path d="M4.500 12a7.500 7.500 0 1 0 2.500-5.600L4.500 8.500M4.500 4.500v4h4M12 8v4.300l3 1.700" /></Icon>;
export const Save = () => <Icon><path d="M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 20h14" /></Icon>;
export const Two = () => <Icon><rect x="3.5" y="5" width="7.5" height="14" rx="1.500" /><rect x="13" y="5" width="7.5" height="14" rx="1.500" /></Icon>;
export const Swap = () => <Icon><path d="M7.500 4L4 7.500 7.500 11M4.500 7.500H17M16.500 13l3.500 3.500-3.500 3.500M19.500 16.500H7" /></Icon>;
export const Link = () => <Icon><path d="M10 14a4 4 0 0 0 5.700.400l3-3a4 4 0 0 0-5.700-5.700l-1.500 1.500M14 10a4 4 0 0 0-5.700-.400l-3 3a4 4 0 0 0 5.700 5.700l1.500-1.500" /></Icon>;
export const Printer = () => <Icon><path d="M7 8.500V4h10v4.500M7 16.500H4.500v-6a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2v6H17M7 13.500h10V20H7z" /></Icon>;
export const Pause = () => <Icon><path d="M8.500 5.500v13M15.500 5.500v13" /></Icon>;
export const Play = () => <Icon><path d="M8 5.500l10 6.500-10 6.500z" /></Icon>;
export const Grip = () => <Icon><path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" /></Icon>;
export const AsText = () => <Icon><path d="M4 6.500V5h10v1.500M9 5v11M7.500 16h3M16 9.500h5M16 13h5M13.500 16.500H21M4 20h17" /></Icon>;
export const AsPages = () => <Icon><path d="M8 3.500h8l3 3V17H8zM16 3.500v3h3M5 7v13.500h10" /></Icon>;
export const Changes = () => <Icon><path d="M5 4v16M9 6h11M9 11h6M18 9v6M15 12h6M9 16h5" /></Icon>;
