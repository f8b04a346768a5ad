import { describe, expect, it, vi } from "vitest";
import { type Outcome, Refusal, type Send, UploadQueue } from "@/features/object/upload/queue";

const file = (name: string) => new File(["12345"], name);

function controlled() {
  const open = new Map<string, { done: (o: Outcome) => void; fail: (e: Error) => void }>();
  const send = vi.fn<Send>(
    (sent, _role, onProgress) =>
      new Promise<Outcome>((done, fail) => {
        onProgress(2);
        open.set(sent.name, { done, fail });
      }),
  );
  return { open, send };
}

const states = (queue: UploadQueue) => queue.getItems().map(({ state }) => state);

describe("the upload queue", () => {
  it("sends two files at a time", async () => {
    const { open, send } = controlled();
    const queue = new UploadQueue(send, vi.fn());
    queue.add(["a", "b", "c"].map(file), "query");
    expect(states(queue)).toEqual(["sending", "sending", "waiting"]);
    open.get("a")?.done({ created: true });
    await vi.waitFor(() => expect(states(queue)).toEqual(["done", "sending", "sending"]));
  });

  it("keeps a refused picture with its reason until it is dismissed", async () => {
    const { open, send } = controlled();
    const queue = new UploadQueue(send, vi.fn());
    queue.add([file("broken")], "positive");
    open.get("broken")?.fail(new Refusal("The file ends before its pixels do."));
    await vi.waitFor(() => expect(states(queue)).toEqual(["refused"]));
    expect(queue.getItems()[0]?.sentence).toBe("The file ends before its pixels do.");
    queue.dismissDone();
    expect(queue.getItems()).toHaveLength(1);
    queue.dismiss(queue.getItems()[0]?.id ?? 0);
    expect(queue.getItems()).toHaveLength(0);
  });

  it("offers another try after a broken connection", async () => {
    const { open, send } = controlled();
    const queue = new UploadQueue(send, vi.fn());
    queue.add([file("a")], "query");
    open.get("a")?.fail(new Error("The connection broke."));
    await vi.waitFor(() => expect(states(queue)).toEqual(["failed"]));
    queue.retry(queue.getItems()[0]?.id ?? 0);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("says when a picture was here already", async () => {
    const { open, send } = controlled();
    const done = vi.fn();
    const queue = new UploadQueue(send, done);
    queue.add([file("a")], "query");
    open.get("a")?.done({ created: false });
    await vi.waitFor(() => expect(done).toHaveBeenCalled());
    expect(queue.getItems()[0]?.sentence).toMatch(/already/);
    expect(queue.busy).toBe(false);
  });
});
