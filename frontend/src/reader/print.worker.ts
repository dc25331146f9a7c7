/** Makes what is printed, where it holds nobody up. */

import { made, type PrintJob } from "./print-pdf";

onmessage = async ({ data }: MessageEvent<{ id: number; job: PrintJob }>): Promise<void> => {
  try {
    const answer = await made(data.job);
    postMessage({ id: data.id, ...answer }, { transfer: "file" in answer ? [answer.file.buffer as ArrayBuffer] : [] });
  } catch {
    postMessage({ id: data.id, word: "print_failed" });
  }
};
