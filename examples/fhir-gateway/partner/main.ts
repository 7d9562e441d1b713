import { PartnerServer } from "./partner-server.ts";

const defaultPort = 8460;

const partner = await PartnerServer.start(Number(process.env["PORT"] ?? defaultPort));
console.log(`registry, eligibility and terminology at ${partner.origin} (Ctrl+C ends it)`);
process.once("SIGINT", () => void partner[Symbol.asyncDispose]());
