import ConnectorKit

/// What a connector's probe says in good and bad circumstances.
struct CheckTrial {
    private let trial: ConformanceTrial

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    /// What a probe came to.
    private struct Answer {
        let isPassed: Bool
        let text: String
        /// What a person should look at.
        var troubles: Set<String> = []
    }

    /// With the right values and with each wrong one.
    func run() async throws {
        let world = try await trial.world()
        let good = await probe(world.configuration, in: world)
        trial.require(good.isPassed, "does not pass where all is well: \(good.text)")
        trial.require(!good.text.isEmpty, "says nothing where all is well")

        try await runWithoutRequiredKeys(in: world)
        trial.require(
            trial.manifest.configuration.isEmpty || !world.misconfigurations.isEmpty,
            "nobody knows what it says to a wrong value: give the world misconfigurations"
        )
        for wrong in world.misconfigurations {
            let answer = await probe(wrong.configuration, in: world)
            trial.require(!answer.isPassed, "passes with \(wrong.name)")
            let text = answer.text.lowercased()
            for word in wrong.naming where !text.contains(word.lowercased()) {
                trial.fail("with \(wrong.name) it does not name '\(word)' but says: \(answer.text)")
            }
        }
    }

    /// With each required key missing.
    private func runWithoutRequiredKeys(in world: any ConformanceWorld) async throws {
        for key in trial.manifest.configuration where key.isRequired {
            do throws(ConnectorError) {
                _ = try await trial.connector(in: world, configuration: world.configuration.without(key.name))
                trial.fail("starts without the required key '\(key.name)'")
            } catch .invalidConfiguration(let named, _) {
                trial.require(named == key.name, "without the key '\(key.name)' it names '\(named)'")
            } catch {
                trial.fail("without the key '\(key.name)' it says: \(error)")
            }
        }
    }

    /// With a user who lacks the right to one object after the other.
    func runWithoutRights() async throws {
        let objects = Set(trial.manifest.reads + trial.manifest.writes).subtracting(["any"]).sorted()
        var withheld = 0
        for object in objects {
            let world = try await trial.world()
            let known = await probe(world.configuration, in: world).troubles
            guard let configuration = try await world.withhold(object) else { continue }
            withheld += 1
            let answer = await probe(configuration, in: world)
            let isNew = !answer.troubles.isSubset(of: known)
            trial.require(isNew, "says nothing of the missing right to \(object): \(answer.text)")
            await trial.end()
        }
        if withheld == 0 { throw Inapplicable("its system tells no rights apart") }
    }

    /// Makes a connector and probes; a warning does not refuse anything.
    private func probe(_ configuration: ConnectorConfiguration, in world: any ConformanceWorld) async -> Answer {
        do throws(ConnectorError) {
            let findings = try await trial.connector(in: world, configuration: configuration).check()
            let bad = findings.filter { $0.result == .failed }
            return Answer(
                isPassed: bad.isEmpty,
                text: (bad.isEmpty ? findings : bad).map(\.message).joined(separator: "; "),
                troubles: Set(findings.filter { $0.result != .passed }.map(\.message))
            )
        } catch {
            return Answer(isPassed: false, text: "\(error)", troubles: ["\(error)"])
        }
    }
}
