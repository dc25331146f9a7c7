export { meeting } from "./desk-meeting-nb";
