import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import Foundation
import JSON
import ScenarioKit

/// The simulated month: the clock of both simulators goes on step by step, and on the way things go wrong.
struct DemoStory {
    /// One virtual step; every fleet is read at its end.
    static let step: Int64 = 2 * 3600

    let telematics: SimulatorProcess
    let odoo: SimulatorProcess
    let runtime: DemoRuntime
    let tell: (String) -> Void
    private var random: SeededChance
    private var now: Instant

    init(
        telematics: SimulatorProcess,
        odoo: SimulatorProcess,
        runtime: DemoRuntime,
        seed: UInt64,
        tell: @escaping (String) -> Void
    ) async throws {
        self.telematics = telematics
        self.odoo = odoo
        self.runtime = runtime
        self.tell = tell
        random = SeededChance(seed: seed, occasion: "demo")
        now = try await odoo.clock()
    }

    /// Plays the story once, with the events of `plan` at their times.
    mutating func play(_ plan: DemoPlan) async throws {
        var events = plan.events
        try await runtime.waitUntilSettled(at: now)
        while now < plan.end {
            let target = min(now.adding(seconds: Self.step), plan.end)
            while let next = events.first, next.at <= target {
                events.removeFirst()
                try await advance(to: next.at)
                if let title = next.title { tell("\(next.at.text)  \(title)") }
                try await perform(next.action)
            }
            try await advance(to: target)
        }
        for _ in 0..<4 { try await advance(to: now.adding(seconds: 1800)) }
    }

    /// Reads the whole story again, from its first snapshot to its last, as if nobody had ever read it.
    mutating func replay(_ plan: DemoPlan) async throws {
        try await telematics.control("POST", "reset")
        var story = try await telematics.clock()
        while story < plan.end {
            story = min(story.adding(seconds: Self.step), plan.end)
            now = now.adding(seconds: Self.step)
            try await telematics.setClock(story)
            try await odoo.setClock(now)
            try await runtime.waitUntilSettled(at: now)
        }
    }

    private mutating func advance(to instant: Instant) async throws {
        guard instant > now else { return }
        try await setClocks(instant)
        try await runtime.waitUntilSettled(at: instant)
    }

    private mutating func setClocks(_ instant: Instant) async throws {
        now = instant
        try await telematics.setClock(instant)
        try await odoo.setClock(instant)
    }
}

// MARK: - What happens

extension DemoStory {
    private mutating func perform(_ action: DemoPlan.Action) async throws {
        switch action {
        case .approveAll:
            try await approve()
        case .approveAllAndKill:
            try await approve()
            try await kill(at: "attempting", number: 1)
        case .killWhileReading:
            try await setClocks(now.adding(seconds: Self.step))
            try await kill(at: "polled", number: Int.random(in: 1...4, using: &random))
        case .killSomewhere:
            try await killSomewhere()
        case .odooUnavailableForAnHour:
            try await makeOdooUnavailable(until: now.adding(seconds: 3600))
        case .loseOneAnswer:
            try await odoo.control(
                "POST",
                "faults",
                ["kind": "dropAnswer", "pathPrefix": "/jsonrpc", "bodyContains": "\"load\"", "times": 1]
            )
        case .quirk(let name, let isOn):
            let change: JSON = ["name": .string(name), "fleet": "iso"]
            try await telematics.control("POST", "quirks", isOn ? ["enable": [change]] : ["disable": [.string(name)]])
        }
    }

    private func approve() async throws {
        let answer = try await runtime.command(
            ["approvals", "approve", "--all", "--as", DemoConfiguration.approver]
        )
        tell("    purlin approvals approve --all: \(answer["count"]?.integerValue ?? 0) approved")
    }

    /// Kills the process, and lets the next one read what there is at this time: whether it is as fast as the story must
    /// not decide which reports are read.
    private func kill(at event: String?, number: Int) async throws {
        try await runtime.killAtEvent(event, number: number)
        try await runtime.waitUntilSettled(at: now)
    }

    /// Lets some time pass, kills the process in the midst of the work that follows, and verifies its journal.
    private mutating func killSomewhere() async throws {
        try await setClocks(now.adding(seconds: Int64.random(in: 60...1800, using: &random)))
        try await kill(at: nil, number: Int.random(in: 1...4, using: &random))
        let audit = try await runtime.command(["audit", "verify"])
        guard audit["whole"]?.boolValue == true else {
            throw ChildProcess.Failure(description: "after kill \(runtime.kills): \(audit.canonicalText)")
        }
    }

    /// The hour is walked through in small steps, so that the back-off is seen at work.
    private mutating func makeOdooUnavailable(until end: Instant) async throws {
        try await odoo.control(
            "POST",
            "faults",
            [
                "kind": "status", "code": 503, "body": "<html><body>Service Unavailable</body></html>",
                "pathPrefix": "/jsonrpc", "from": .string(now.text), "until": .string(end.text),
            ]
        )
        try await approve()
        while now < end { try await advance(to: now.adding(seconds: 300)) }
        tell("    Odoo is back")
    }
}
