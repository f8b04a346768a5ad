/** Sends one file through the tus endpoint; a broken connection is continued, a refusal is told. */

import { DetailedError, type HttpResponse, Upload } from "tus-js-client";
import { csrfToken } from "@/api/client";
import { problemFrom } from "@/api/problems";
import type { ImageRole } from "@/api/types";
import { type Outcome, Refusal } from "@/features/object/upload/queue";

export interface Rights {
  readonly origin: "captured" | "downloaded";
  readonly author: string;
  readonly licence: string;
  readonly source_url: string;
}

export interface Destination {
  readonly benchmark: string;
  readonly object: string;
  readonly rights: () => Rights;
}

const CHUNK = 4 * 1024 * 1024;

function problemOf(status: number, response: HttpResponse | null) {
  try {
    return problemFrom(status, JSON.parse(response?.getBody() ?? ""));
  } catch {
    return problemFrom(status, null);
  }
}

function isWorthRetrying(error: Error | DetailedError): boolean {
  const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
  return status === 0 || status === 409 || status === 423 || status >= 500;
}

function reasonOf(error: Error | DetailedError): Error {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  if (status === 0) return new Error("The connection broke. What was sent is kept; try again.");
  const { sentence } = problemOf(status, response);
  return status >= 500 ? new Error(sentence) : new Refusal(sentence);
}

export async function sendFile(
  file: File,
  role: ImageRole,
  destination: Destination,
  onProgress: (sent: number) => void,
): Promise<Outcome> {
  let created = true;
  const upload = new Upload(file, {
    endpoint: "/api/uploads/",
    chunkSize: CHUNK,
    retryDelays: [500, 1_500, 4_000, 10_000],
    removeFingerprintOnSuccess: true,
    metadata: {
      filename: file.name,
      benchmark: destination.benchmark,
      object: destination.object,
      role,
      ...destination.rights(),
    },
    fingerprint: async () =>
      [
        destination.benchmark,
        destination.object,
        role,
        file.name,
        file.size,
        file.lastModified,
      ].join("/"),
    onBeforeRequest: (request) => request.setHeader("X-CSRFToken", csrfToken()),
    onAfterResponse: (_request, response) => {
      if (response.getHeader("Aristarch-Created") === "false") created = false;
    },
    onShouldRetry: isWorthRetrying,
    onProgress: (sent) => onProgress(sent),
  });
  const [earlier] = await upload.findPreviousUploads();
  if (earlier) upload.resumeFromPreviousUpload(earlier);
  return new Promise((resolve, reject) => {
    upload.options.onSuccess = () => resolve({ created });
    upload.options.onError = (error) => reject(reasonOf(error));
    upload.start();
  });
}
