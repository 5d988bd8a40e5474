import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import JSON

/// What becomes of webhooks at the runtime's own desk.
struct WebhookTrial {
    private let trial: ConformanceTrial

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    func requireAcceptance() async throws {
        let desk = try await WebhooksUnderTest(trial)
        for hook in try await desk.webhooks() {
            let before = try await desk.records().count
            try await desk.expect(.accepted, hook, "an authentic delivery")
            let news = try await desk.records().count - before
            trial.require(
                news == hook.records,
                "\(hook.endpoint): an authentic delivery brings \(news) records instead of \(hook.records)"
            )
        }
    }

    func requireShapes() async throws {
        let desk = try await WebhooksUnderTest(trial)
        for hook in try await desk.webhooks() {
            for record in desk.content(of: hook).records {
                trial.require(
                    trial.manifest.reads.contains(record.object) || record.object == SourceRecord.deletion,
                    "\(hook.endpoint): a record is of \(record.object), which reads lacks"
                )
                if let flaw = CanonicalShape.flaw(of: record.payload, as: record.object) {
                    trial.fail("\(hook.endpoint): a \(record.object) \(flaw)")
                }
                for flaw in ValueCheck.flaws(in: record.payload) {
                    trial.fail("\(hook.endpoint): in a \(record.object), \(flaw)")
                }
                trial.require(!record.id.isBlank, "\(hook.endpoint): a record has no id")
            }
        }
    }

    func requireContents() async throws {
        let desk = try await WebhooksUnderTest(trial)
        var parts = 0
        for hook in try await desk.webhooks() {
            parts += hook.contents.count
            for flaw in ContentCheck.flaws(in: desk.content(of: hook).records, against: hook.contents) {
                trial.fail("\(hook.endpoint): \(flaw)")
            }
        }
        trial.require(parts > 0, "the world does not say what its webhooks tell: give them contents")
    }

    func requireRefusalOfForgeries() async throws {
        let desk = try await WebhooksUnderTest(trial)
        let hooks = try await desk.webhooks()
        guard hooks.contains(where: { !$0.proof.headers.isEmpty || $0.proof.coversBody }) else {
            throw Inapplicable(
                "its sender proves nothing: no header and no signature tells a delivery from a forged one"
            )
        }
        for hook in hooks {
            for name in hook.proof.headers {
                let bare = hook.with(hook.headers.filter { $0.name.lowercased() != name.lowercased() })
                try await desk.expectRefusal(of: bare, "a delivery without \(name)")
                let other = hook.headers.map { field in
                    field.name.lowercased() == name.lowercased()
                        ? HTTPField(field.name, String(field.value.reversed()) + "x") : field
                }
                try await desk.expectRefusal(of: hook.with(other), "a delivery with another \(name)")
            }
            guard hook.proof.coversBody else { continue }
            for place in Set([0, hook.body.count / 2, hook.body.count - 1]) where hook.body.indices.contains(place) {
                var body = hook.body
                body[place] ^= 1
                try await desk.expectRefusal(
                    of: hook.with(body: body),
                    "a delivery whose byte \(place) was changed"
                )
            }
            try await desk.expectRefusal(
                of: hook.with(body: hook.body + [0x20]),
                "a delivery with another byte at its end"
            )
        }
        let count = try await desk.records().count
        trial.require(count == 0, "\(count) records of forged deliveries entered")
    }

    func requireOnce() async throws {
        let desk = try await WebhooksUnderTest(trial)
        let hooks = try await desk.webhooks()
        for hook in hooks { try await desk.expect(.accepted, hook, "an authentic delivery") }
        let records = try await desk.records()
        for hook in hooks { try await desk.expect(.duplicate, hook, "the same delivery again") }
        desk.world.clock.advance(by: .seconds(60))
        try await desk.world.synchronise()
        for hook in try await desk.webhooks() {
            try await desk.expect(.duplicate, hook, "the same delivery, sent again a minute later")
        }
        let after = try await desk.records()
        trial.require(after == records, "\(after.count - records.count) records entered again")
    }

    func requireFreshness() async throws {
        let desk = try await WebhooksUnderTest(trial)
        let late = try await desk.webhooks()
        desk.world.clock.advance(by: .seconds(86_400))
        try await desk.world.synchronise()
        for hook in late {
            if hook.proof.coversTime {
                try await desk.expectRefusal(of: hook, "a signature of yesterday")
            } else {
                try await desk.expect(.accepted, hook, "a delivery that was a day under way")
            }
        }
        for hook in try await desk.webhooks() where hook.proof.coversTime {
            try await desk.expect(.accepted, hook, "yesterday's delivery, signed again")
        }
    }

    func requireAnyOrder() async throws {
        var readings: [[SourceRecord]] = []
        for isReversed in [false, true] {
            let desk = try await WebhooksUnderTest(trial)
            let inOrder = try await desk.webhooks()
            let hooks = isReversed ? inOrder.reversed() : inOrder
            for hook in hooks {
                try await desk.expect(.accepted, hook, isReversed ? "the last delivery first" : "in order")
            }
            let contents = hooks.flatMap { desk.content(of: $0).records }
            readings.append(contents.sorted { $0.id < $1.id })
            let entered = Set(try await desk.records())
            let lost = Set(contents.map(\.id)).subtracting(entered).sorted()
            trial.require(
                lost.isEmpty,
                "\(isReversed ? "out of order" : "in order"), \(lost.count) records do not enter: \(SourceUnderTest.list(lost))"
            )
        }
        trial.require(readings[0] == readings[1], "the records of a delivery depend on those before it")
    }

    func requirePings() async throws {
        let desk = try await WebhooksUnderTest(trial)
        let pings = try await desk.world.pings()
        if pings.isEmpty { throw Inapplicable("its sender sends nothing that only tries the way") }
        for ping in pings {
            try await desk.expect(.accepted, ping, "what only tries the way")
            let content = desk.content(of: ping)
            trial.require(content.records.isEmpty, "\(ping.endpoint): what only tries the way is a record")
            for reject in content.rejects {
                trial.fail("\(ping.endpoint): what only tries the way is a person's work: \(reject.reason)")
            }
        }
    }

    func requireRejects() async throws {
        let desk = try await WebhooksUnderTest(trial)
        for hook in try await desk.webhooks() {
            let bodies: [(String, [UInt8])] = [
                ("an empty body", []), ("a body {}", Array("{}".utf8)), ("a body []", Array("[]".utf8)),
                ("a body null", Array("null".utf8)), ("a text", Array("hello".utf8)),
                ("half a body", Array(hook.body.prefix(hook.body.count / 2))), ("bytes", [0xFF, 0xFE, 0, 1]),
            ]
            for (what, body) in bodies {
                let content = desk.content(of: hook.with(body: body))
                trial.require(
                    content.records.isEmpty,
                    "\(hook.endpoint): \(what) gives \(content.records.count) records"
                )
                trial.require(
                    !content.rejects.isEmpty || content.records.count > 0,
                    "\(hook.endpoint): \(what) is nothing at all, not even a reject"
                )
                for reject in content.rejects
                where [reject.kind, reject.subject, reject.reason].contains(where: \.isBlank) {
                    trial.fail("\(hook.endpoint): \(what): a reject has no kind, subject or reason")
                }
            }
            let content = desk.content(of: hook)
            trial.require(
                content == desk.content(of: hook),
                "\(hook.endpoint): the same delivery, read twice, is not the same"
            )
        }
    }
}
