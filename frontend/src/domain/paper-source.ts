/** The bytes of one paper, wherever they are kept. `size` in bytes; `read` gives [begin, end). */
export interface PaperSource {
  size: number;
  read(begin: number, end: number): Promise<Uint8Array>;
}
