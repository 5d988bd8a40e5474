import ConnectorKit
import CurlTransport
import Foundation
import JSON
import Testing

/// Webhooks as a site takes them: `purlin run` as a process, its store on disk, and a sender that repeats.
struct WebhookRunTests {
    private static let canary = "canary-value-of-the-fleet-hook"

    private func configure(_ site: Site, webhooks: String = "webhooks: {listen: \"127.0.0.1:0\"}") throws {
        try site.configure { text in
            text.replacingOccurrences(of: "from: [fleet]", with: "from: [fleet-hook]")
                .replacingOccurrences(
                    of: "systems:\n",
                    with: """
                        \(webhooks)
                        systems:
                          fleet-hook:
                            connector: meter-webhook
                            scheme: header
                            header: X-Token
                            key: env:FLEET_HOOK_KEY
                            deliveryId: header:X-Delivery
                            pin: pin
                            counter: hours
                            time: at

                        """
                )
        }
    }

    private var secrets: [String: String] { Site.secrets.merging(["FLEET_HOOK_KEY": Self.canary]) { $1 } }

    private func delivery(_ number: Int, to address: String) -> HTTPRequest {
        let minute = String(format: "%02d:%02d", number / 60, number % 60)
        let body = #"{"pin":"KST0KX30A00104","hours":"\#(4000 + number).5","at":"2026-01-05T\#(minute):00Z"}"#
        return HTTPRequest(
            method: "POST",
            url: "\(address)/fleet-hook/readings",
            headers: [
                HTTPField("Content-Type", "application/json"), HTTPField("X-Token", Self.canary),
                HTTPField("X-Delivery", "d-\(number)"),
            ],
            body: Array(body.utf8)
        )
    }

    /// Ten kills while deliveries arrive: what was answered 2xx is there, what was not is sent again, nothing counts twice.
    @Test(.timeLimit(.minutes(3)))
    func whatWasAnsweredSurvivesEveryKill() async throws {
        let site = try Site()
        try configure(site)
        let transport = try CurlTransport()
        var acknowledged: Set<Int> = []
        for round in 0..<10 {
            let runtime = try await RunningRuntime(site, environment: secrets)
            let numbers = (0..<(20 * (round + 1))).filter { !acknowledged.contains($0) || $0.isMultiple(of: 7) }
            let answered = await withTaskGroup(of: Int?.self) { group in
                for number in numbers {
                    let request = delivery(number, to: runtime.address)
                    group.addTask { (try? await transport.send(request))?.status == 204 ? number : nil }
                }
                var answered: Set<Int> = []
                for await number in group {
                    if let number { answered.insert(number) }
                    // In the midst of the others.
                    if answered.count == 8 { runtime.kill() }
                }
                return answered
            }
            acknowledged.formUnion(answered)
        }
        let runtime = try await RunningRuntime(site, environment: secrets)
        for number in 0..<200 {
            #expect(try await transport.send(delivery(number, to: runtime.address)).status == 204)
        }
        runtime.kill()
        #expect(try await site.purlin("run", "--once", environment: secrets).status == 0)

        #expect(acknowledged.count >= 8)
        for number in [0, 7, 199] + acknowledged.sorted().suffix(3) {
            let story = try await site.purlin("journal", "show", "fleet-hook/readings/d-\(number)", "--json")
            #expect(try story.answer()["entries"]?.arrayValue?.count == 1, "d-\(number)")
        }
        let machine = try await site.purlin("journal", "show", "EX-104", "--json").answer()
        let readings = machine["entries"]?.arrayValue?.filter { $0["kind"] == "record.received" } ?? []
        #expect(readings.count == 200, "each reading once, whatever was repeated")
        #expect(try await site.purlin("audit", "verify", "--json").answer()["whole"] == true)
    }

    @Test(.timeLimit(.minutes(1)))
    func aWrongDeliveryIsRefusedAndNoKeyIsShown() async throws {
        let site = try Site()
        try configure(site)
        let runtime = try await RunningRuntime(site, environment: secrets)
        let transport = try CurlTransport()
        var forged = delivery(1, to: runtime.address)
        forged.headers[1] = HTTPField("X-Token", "another-value-of-the-hook")
        #expect(try await transport.send(forged).status == 401)
        #expect(try await transport.send(HTTPRequest(url: "\(runtime.address)/../health")).status == 200)
        #expect(try await transport.send(delivery(1, to: runtime.address)).status == 204)
        let lines = await runtime.stop()

        #expect(lines.status == 0, "stopping is a success")
        #expect(!(lines.output + lines.errors).contains(Self.canary))
        #expect(lines.errors.contains("webhook refused"), "\(lines.errors)")
        let files = try FileManager.default.contentsOfDirectory(atPath: site.folder.path)
        for file in files where file != "purlin.yaml" {
            let data = FileManager.default.contents(atPath: site.folder.appendingPathComponent(file).path) ?? Data()
            #expect(data.firstRange(of: Data(Self.canary.utf8)) == nil, "\(file)")
        }
    }

    @Test(arguments: [
        ("", "add 'webhooks: {listen: 127.0.0.1:8484}'"),
        ("webhooks: {listen: everywhere}", "webhooks.listen: must be an address and a port"),
        ("webhooks: {listen: \"127.0.0.1:8484\", port: 1}", "webhooks.port: unknown key"),
        ("webhooks: {connections: 0}", "webhooks.connections: must be a whole number from 1 to 10000"),
        ("webhooks: {bodyDeadline: 0s}", "webhooks.bodyDeadline: must be 1s or more"),
    ])
    func aSectionThatCannotWorkIsRefusedAtItsPlace(section: String, message: String) async throws {
        let site = try Site()
        try configure(site, webhooks: section)
        let outcome = try await site.purlin("run", "--once", environment: secrets)
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    /// What a partner is told waits, is given up by nobody, and is listed.
    @Test func aPartnerIsToldByWebhook() async throws {
        let site = try Site()
        try site.configure { text in
            text.replacingOccurrences(of: "to: odoo", with: "to: partner")
                .replacingOccurrences(
                    of: "systems:\n",
                    with: """
                        systems:
                          partner:
                            connector: webhook
                            address: "http://127.0.0.1:9/hooks"
                            key: env:PARTNER_KEY
                            privateNetwork: true

                        """
                )
        }
        let key = "whsec_Y2FuYXJ5LWtleS1vZi10aGUtcGFydG5lci4uLg=="
        let secrets = Site.secrets.merging(["PARTNER_KEY": key]) { $1 }
        let run = try await site.purlin("run", "--once", "--json", environment: secrets)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.events.contains { $0["event"] == "failed" && $0["system"] == "partner" }, "\(run.output)")
        #expect(!(run.output + run.errors).contains(key.dropFirst(6)))
        let list = try await site.purlin("webhooks", "list", "--json", environment: secrets).answer()
        #expect(list["systems"]?[0]?["direction"] == "out")
        #expect(list["systems"]?[0]?["pausedUntil"]?.stringValue != nil)
        let failed = try await site.purlin("webhooks", "failed", "--json", environment: secrets).answer()
        #expect(failed["failed"] == [])
        let replay = try await site.purlin("webhooks", "replay", "msg_1", environment: secrets)
        #expect(replay.status == 1)
        #expect(replay.errors.contains("no failed webhook is called msg_1"))
        let unsigned = try await site.purlin(
            "run",
            "--once",
            environment: Site.secrets.merging(["PARTNER_KEY": "whpk_" + key.dropFirst(6)]) { $1 }
        )
        #expect(unsigned.status == 78)
        #expect(unsigned.errors.contains("webhooks to partner cannot be signed"), "\(unsigned.errors)")
        #expect(!unsigned.errors.contains(key.dropFirst(6)))
    }

    @Test func aKeyThatIsTooShortIsRefusedWithoutBeingShown() async throws {
        let site = try Site()
        try configure(site)
        let outcome = try await site.purlin("run", environment: secrets.merging(["FLEET_HOOK_KEY": "short-key"]) { $1 })
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("fleet-hook/readings cannot be opened: a key has 9 bytes"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("short-key"))
    }
}

/// A `purlin run` process that takes webhooks.
final class RunningRuntime: Sendable {
    struct Words {
        let status: Int32
        let output: String
        let errors: String
    }

    let address: String
    private let process: Process
    private let rest: Task<String, Never>
    private let errors: URL

    init(_ site: Site, environment: [String: String]) async throws {
        let process = Process()
        process.executableURL = Executables.folder.appendingPathComponent("purlin")
        process.arguments = ["run", "--json", "--config", site.configuration]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        errors = site.folder.appendingPathComponent("errors-\(UUID().uuidString)")
        try Data().write(to: errors)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        self.process = process
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        let handle = output.fileHandleForReading
        Thread {
            var rest = Data()
            while case let chunk = handle.availableData, !chunk.isEmpty {
                rest.append(chunk)
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    continuation.yield(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
                    rest = Data(rest[(end + 1)...])
                }
            }
            continuation.finish()
        }
        .start()
        var found: String?
        var seen = ""
        for await line in lines {
            seen += line + "\n"
            found = (try? JSON(parsing: line)).flatMap { $0["event"] == "listening" ? $0["address"]?.stringValue : nil }
            if found != nil { break }
        }
        let words = seen + ((try? String(contentsOf: errors, encoding: .utf8)) ?? "")
        address = try #require(found, "purlin run does not listen: \(words)")
        rest = Task {
            var text = seen
            for await line in lines { text += line + "\n" }
            return text
        }
    }

    deinit { if process.isRunning { kill() } }

    /// Ends the process at once, as a power cut would.
    func kill() { _ = Foundation.kill(process.processIdentifier, SIGKILL) }

    /// Asks the process to end, and waits for it.
    func stop() async -> Words {
        _ = Foundation.kill(process.processIdentifier, SIGINT)
        let output = await rest.value
        process.waitUntilExit()
        return Words(
            status: process.terminationStatus,
            output: output,
            errors: (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
        )
    }
}
