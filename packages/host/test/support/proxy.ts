import { request as send, type IncomingMessage } from "node:http";
import { startServer, type TestServer } from "./http-server.ts";

/** What goes wrong with a request: it is lost, its answer is, or it is answered with a status instead. */
export type Interference = "lose the request" | "lose the answer" | number | undefined;

/**
 * Stands in front of a server and passes everything on, but for what is interfered with.
 *
 * @param onAnswer is told of every answer that is passed on
 */
export async function startProxy(
  host: string,
  interfere: (request: IncomingMessage) => Interference | Promise<Interference>,
  onAnswer: (url: string, status: number) => void = () => {},
): Promise<TestServer> {
  const { hostname, port } = new URL(`http://${host}`);
  return await startServer(async (request, response) => {
    const what = await interfere(request);
    if (what === "lose the request") return void request.socket.destroy();
    if (typeof what === "number") {
      request.resume().on("end", () => response.writeHead(what).end());
      return;
    }
    const { method, headers, url: path } = request;
    const passed = send({ hostname, port, method, headers, path, agent: false }, (answer) => {
      if (what === "lose the answer") {
        answer.resume().on("end", () => request.socket.destroy());
        return;
      }
      onAnswer(path!, answer.statusCode!);
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => request.socket.destroy());
    request.pipe(passed);
  });
}
