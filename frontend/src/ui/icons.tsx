import type { ComponentChildren } from "preact";

const Icon = ({ children }: { children: ComponentChildren }) => (
  <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    {children}
  </svg>
);

export const Calendar = () => <Icon><rect x="3.5" y="5" width="17" height="15" rx="2" /><path d="M3.5 10h17M8 3v4M16 3v4" /></Icon>;
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
