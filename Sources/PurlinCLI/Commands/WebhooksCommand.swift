import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import JSON

/// `purlin webhooks`: where webhooks come from and go to, and those that failed.
struct WebhooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks",
        abstract: "List the systems that speak by webhook; list and send again what failed.",
        subcommands: [WebhooksListCommand.self, WebhooksFailedCommand.self, WebhooksReplayCommand.self]
    )
}

/// `purlin webhooks list`.
struct WebhooksListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the systems that send or are told by webhook."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        var table = TextTable(["system", "direction", "failed", "state"], rightAligned: [2])
        var items: [JSON] = []
        do throws(StoreError) {
            let failed = try await session.failedWebhooks(in: store).list()
            for system in session.configuration.systems {
                let capabilities = system.entry.capabilities
                guard capabilities.contains(.webhookSource) || capabilities.contains(.webhookSink) else { continue }
                let direction = capabilities.contains(.webhookSource) ? "in" : "out"
                let count = failed.count { $0.delivery.plan.system == system.name }
                let pause = try await store.pause(of: system.name)
                let state = pause.map { $0.until.map { "until \($0.text): " } ?? "parked: " } ?? "in use"
                table.add([
                    system.name, direction, direction == "out" ? "\(count)" : "", state + (pause?.reason ?? ""),
                ])
                items.append([
                    "system": .string(system.name), "direction": .string(direction), "failed": .integer(Int64(count)),
                    "pausedUntil": pause?.until.map { .string($0.text) } ?? .null,
                    "pause": pause.map { .string($0.reason) } ?? .null,
                ])
            }
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        output.print(items.isEmpty ? "no system speaks by webhook" : table.text, json: ["systems": .array(items)])
    }
}

/// Which failed webhooks are meant.
struct WebhookSelection: ParsableArguments {
    @Option(help: "Only those that failed from this time on, for example 2026-01-05T00:00:00Z.")
    var since: String?

    @Option(help: "Only those that failed before this time.")
    var until: String?

    func validate() throws {
        for text in [since, until].compactMap({ $0 }) where Instant(text) == nil {
            throw ValidationError("--since and --until need a timestamp such as 2026-01-05T00:00:00Z, found '\(text)'")
        }
    }
}

/// `purlin webhooks failed`.
struct WebhooksFailedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "failed",
        abstract: "List the webhooks that were given up until a person decides."
    )

    @OptionGroup var selection: WebhookSelection
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let failed = try await session.selected(selection, ids: [], in: try session.store(.client))
        output.print(
            failed.isEmpty ? "no webhook failed" : failed.table.text,
            json: ["failed": .array(failed.map(\.json))]
        )
    }
}

/// `purlin webhooks replay`: sends failed webhooks again, after a dry run.
struct WebhooksReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Send failed webhooks again; without --confirm only show which.",
        discussion:
            "Each is sent under the webhook-id that it had, so that its receiver recognises what it already has."
    )

    @Argument(help: "The webhook-ids or delivery keys; all that failed in the range if none is given.")
    var ids: [String] = []

    @OptionGroup var selection: WebhookSelection

    @Flag(help: "Send them, instead of showing which would be sent.")
    var confirm = false

    @Option(name: .customLong("as"), help: "The person who decides, as listed under 'people' in the configuration.")
    var person: String?

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard confirm else { return }
        if person == nil { throw ValidationError("--confirm needs --as PERSON") }
    }

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let failed = try await session.selected(selection, ids: ids, in: store)
        guard confirm, let person else {
            output.print(
                failed.isEmpty
                    ? "no webhook failed" : failed.table.text + "\nnothing was sent; add --confirm --as PERSON to send",
                json: ["confirmed": false, "webhooks": .array(failed.map(\.json))]
            )
            return
        }
        let desk = CaseDesk(settings: session.governance, store: store)
        var refusals: [String] = []
        for webhook in failed {
            do throws(GovernanceError) {
                try await desk.retry(webhook.exception.number, by: person, at: try await session.now(store))
            } catch {
                refusals.append("\(webhook.id): \(error)")
            }
        }
        output.print(
            (["\(failed.count - refusals.count) of \(failed.count) are sent again"] + refusals).joined(separator: "\n"),
            json: [
                "confirmed": true, "sentAgain": .integer(Int64(failed.count - refusals.count)),
                "webhooks": .array(failed.map(\.json)), "refused": .array(refusals.map { .string($0) }),
            ]
        )
        if !refusals.isEmpty { throw Exit.negative }
    }
}

extension Session {
    fileprivate func failedWebhooks(in store: any RuntimeStore) -> FailedWebhooks {
        let sinks = configuration.systems.filter { $0.entry.capabilities.contains(.webhookSink) }
        return FailedWebhooks(to: Set(sinks.map(\.name)), store: store)
    }

    /// The failed webhooks that are meant.
    fileprivate func selected(
        _ selection: WebhookSelection,
        ids: [String],
        in store: any RuntimeStore
    ) async throws -> [FailedWebhook] {
        let failed: [FailedWebhook]
        do throws(StoreError) {
            failed = try await failedWebhooks(in: store).list(
                since: selection.since.flatMap { Instant($0) },
                until: selection.until.flatMap { Instant($0) }
            )
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        guard !ids.isEmpty else { return failed }
        let unknown = ids.filter { id in !failed.contains { $0.isCalled(id) } }
        guard unknown.isEmpty else {
            throw output.fail("no failed webhook is called \(unknown.joined(separator: ", "))", Exit.negative)
        }
        return failed.filter { webhook in ids.contains { webhook.isCalled($0) } }
    }
}

extension FailedWebhook {
    fileprivate func isCalled(_ id: String) -> Bool { id == self.id || id == delivery.plan.delivery.key }

    fileprivate var json: JSON {
        [
            "id": .string(id), "key": .string(delivery.plan.delivery.key), "system": .string(delivery.plan.system),
            "attempts": .integer(Int64(delivery.attempts)), "failedAt": .string(exception.openedAt.text),
            "case": .string("C-\(exception.number)"), "reason": delivery.reason.map { .string($0) } ?? .null,
        ]
    }
}

extension [FailedWebhook] {
    fileprivate var table: TextTable {
        var table = TextTable(["id", "system", "key", "attempts", "failed at", "case", "why"], rightAligned: [3])
        for webhook in self {
            table.add([
                webhook.id, webhook.delivery.plan.system, webhook.delivery.plan.delivery.key,
                "\(webhook.delivery.attempts)", webhook.exception.openedAt.text, "C-\(webhook.exception.number)",
                webhook.delivery.reason ?? "",
            ])
        }
        return table
    }
}
