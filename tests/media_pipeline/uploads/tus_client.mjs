// tus-js-client as a program: `node tus_client.mjs '{"endpoint": …, "file": …}'` prints the upload's address.
import { createReadStream, statSync } from "node:fs";
import { Upload } from "tus-js-client";

const wish = JSON.parse(process.argv[2]);
const size = statSync(wish.file).size;

const upload = new Upload(createReadStream(wish.file), {
  endpoint: wish.endpoint,
  uploadUrl: wish.uploadUrl,
  headers: { Authorization: `Token ${wish.token}` },
  metadata: { filename: "film.mp4", filetype: "video/mp4" },
  chunkSize: wish.chunkSize ?? Infinity,
  uploadSize: wish.parallel ? undefined : size,
  parallelUploads: wish.parallel ?? 1,
  uploadDataDuringCreation: wish.duringCreation ?? false,
  retryDelays: [0, 200, 500, 1000],
  storeFingerprintForResuming: false,
  async onChunkComplete(chunk, accepted) {
    if (wish.abortAt && accepted >= wish.abortAt) {
      await upload.abort();
      console.log(upload.url);
    }
  },
  onError(error) {
    console.error(String(error));
    process.exitCode = 1;
  },
  onSuccess() {
    console.log(upload.url);
  },
});
upload.start();
