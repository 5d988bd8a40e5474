import CanonicalModel
import ConnectorKit
package import Foundation
import JSON

/// What one play of a scenario with one seed showed.
package struct ScenarioOutcome: Sendable {
    /// An expectation that did not hold.
    package struct Finding: Sendable, Hashable {
        /// Where the expectation stands, as `FILE:LINE:COLUMN`.
        package let place: String
        /// What was expected and what was found.
        package let message: String
        /// The business key that it is about; empty for none.
        package let key: String
    }

    package let name: String
    package let file: String
    package let seed: UInt64
    /// How many expectations were looked at.
    package internal(set) var checks = 0
    package internal(set) var findings: [Finding] = []
    /// Why it could not be played to its end.
    package internal(set) var failure: String?
    /// What happened to the business keys of the findings.
    package internal(set) var stories: [ScenarioStory] = []
    /// The fault rules that applied to a request, each as a line.
    package internal(set) var faults: [String] = []
    /// Cost by project and cost code, as Odoo holds it at the end.
    package internal(set) var costs: [ScenarioCost] = []
    /// What all simulated systems hold at the end, as SHA-256: the same seed gives the same.
    package internal(set) var digest = ""
    /// What each simulator was asked and answered, in order, as SHA-256.
    package internal(set) var transcripts: [String: String] = [:]
    /// What all simulators were asked and answered, as SHA-256.
    package var transcript: String {
        guard !transcripts.isEmpty else { return "" }
        let texts = transcripts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return ContentDigest(texts.joined(separator: "\n").utf8).description
    }
    package internal(set) var duration: Duration = .zero
    /// The folder with configuration, store and log, if it was kept.
    package internal(set) var folder: String?

    package var isSound: Bool { failure == nil && findings.isEmpty }
    /// One command that shows it again.
    package var command: String { "purlin scenario run \(file) --seed \(seed) --keep" }
}

/// The cost of one project and cost code.
package struct ScenarioCost: Sendable, Hashable {
    package let project: String
    package let code: String
    package let hours: Decimal
    package let amount: Decimal
}

/// One play of a scenario: its steps in order on one virtual clock.
package final class ScenarioPlay {
    let site: ScenarioSite
    private let watch: ScenarioWatch
    let scenario: Scenario
    var now: Instant
    var outcome: ScenarioOutcome
    /// The exceptions that must be found as cases.
    var planted: [PlantedException] = []

    private init(_ site: ScenarioSite, seed: UInt64, watch: ScenarioWatch) {
        self.site = site
        self.watch = watch
        scenario = site.scenario
        now = scenario.start
        outcome = ScenarioOutcome(name: scenario.name, file: scenario.file, seed: seed)
    }

    /// Plays a scenario once.
    ///
    /// - Parameters:
    ///   - scenario: The scenario.
    ///   - seed: The seed.
    ///   - folder: A folder that does not exist yet, for configuration, files and store.
    ///   - tools: What it is played with.
    ///   - isKept: Whether the folder stays.
    ///   - tell: Is told of each step.
    /// - Returns: What it showed, also where it could not be played to its end.
    package static func play(
        _ scenario: Scenario,
        seed: UInt64,
        in folder: URL,
        with tools: ScenarioTools,
        keeping isKept: Bool = false,
        tell: (String) -> Void = { _ in }
    ) async -> ScenarioOutcome {
        let began = ContinuousClock.now
        var outcome: ScenarioOutcome
        do {
            let watch = ScenarioWatch(tools.limits)
            let site = try await watch.limited {
                try await ScenarioSite(scenario, seed: seed, in: folder, with: tools, watch: watch)
            }
            let play = ScenarioPlay(site, seed: seed, watch: watch)
            await play.run(tell)
            await site.stop()
            outcome = play.outcome
        } catch {
            outcome = ScenarioOutcome(name: scenario.name, file: scenario.file, seed: seed)
            outcome.failure = "\(error)"
        }
        outcome.duration = ContinuousClock.now - began
        if isKept { outcome.folder = folder.path } else { try? FileManager.default.removeItem(at: folder) }
        return outcome
    }

    private func run(_ tell: (String) -> Void) async {
        do {
            for step in scenario.steps {
                do {
                    try await watch.limited { try await take(step, tell) }
                } catch {
                    throw ScenarioFailure(description: "\(step.place): \(error)")
                }
            }
            try await watch.limited(isStep: false) {
                // The transcript first: to ask for the truth is no part of the play.
                outcome.transcripts = try await transcripts()
                outcome.digest = try await digest()
            }
        } catch {
            outcome.failure = "\(error)"
        }
        do {
            try await watch.limited(isStep: false) {
                outcome.costs = try await costs()
                outcome.faults = try await faults()
                if !outcome.isSound { outcome.stories = try await stories() }
            }
        } catch {
            outcome.failure = outcome.failure ?? "\(error)"
        }
    }

    private func take(_ step: Scenario.Step, _ tell: (String) -> Void) async throws {
        if let at = step.at {
            now = at
            try await site.setClocks(now)
        }
        let what = [step.act.map { $0.word == "expect" ? "" : $0.word }, step.note].compactMap { $0 }.filter {
            !$0.isEmpty
        }
        if step.at != nil || !what.isEmpty { tell("\(now.text)  \(what.joined(separator: ": "))") }
        guard let act = step.act else { return try await work() }
        if act.word == "expect" { return try await expect(act) }
        try await perform(act)
        // A note is about what has happened, and a runtime was at work while time passed.
        if !["exception", "passes"].contains(act.word) { try await work() }
    }

    /// Does what is due now.
    private func work() async throws {
        try await site.answers("run", "--once")
    }
}
