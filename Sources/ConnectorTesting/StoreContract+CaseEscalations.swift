internal import CanonicalModel
internal import ConnectorStore
internal import JSON
internal import Testing

extension StoreContract {
    private static let caseKey = "unknown_equipment:EX-104"

    static let caseEscalations: [Promise] = [
        Promise("a case goes from role to role, which is kept with it and told in the journal") { trial in
            try await trial.commit(.caseRaised(.unknownEquipment()))
            let steps: [CaseEscalation] = [.step(1), .step(3, from: "finance", to: "controller")]
            for step in steps { try await trial.commit(.caseEscalated(number: 1, step), at: step.at) }
            let entry = try await trial.newestEntry()
            #expect(entry.kind == "case.escalated" && entry.key == "C-1", sourceLocation: trial.location)
            #expect(entry.topics == ["EX-104", "equipment"], sourceLocation: trial.location)
            #expect(entry.body == steps[1].json.canonicalText, sourceLocation: trial.location)
            let stored = try await trial.store.case(1)
            #expect(stored?.escalations == steps, sourceLocation: trial.location)
            #expect(stored?.owner == "controller", sourceLocation: trial.location)
            #expect(stored?.proposal == .unknownEquipment(), sourceLocation: trial.location)
            let listed = try await trial.store.cases(onlyOpen: true).first
            let found = try await trial.store.openCase(key: caseKey)
            #expect(listed == stored && found == stored, sourceLocation: trial.location)
        },
        Promise("each step of a chain is taken once, and from the role whose the case is") { trial in
            try await trial.commit(.caseRaised(.unknownEquipment()))
            try await trial.refuses(.caseEscalated(number: 1, .step(1, from: "yard")), naming: "equipment_manager")
            try await trial.commit(.caseEscalated(number: 1, .step(2)))
            try await trial.refuses(.caseEscalated(number: 1, .step(2)), naming: "finance")
            for step in [1, 2] {
                let again = CaseEscalation.step(step, from: "finance", to: "controller")
                try await trial.refuses(.caseEscalated(number: 1, again), naming: "C-1")
            }
            #expect(try await trial.store.case(1)?.escalations.count == 1, sourceLocation: trial.location)
        },
        Promise("a case keeps its owner when it is seen again, and its story when it is closed") { trial in
            try await trial.commit(.caseRaised(.unknownEquipment()), .caseEscalated(number: 1, .step(1)))
            try await trial.commit(.caseRaised(.unknownEquipment(summary: "again")))
            let again = try await trial.store.case(1)
            #expect(again?.owner == "finance" && again?.occurrences == 2, sourceLocation: trial.location)
            #expect(again?.proposal == .unknownEquipment(summary: "again"), sourceLocation: trial.location)
            try await trial.commit(.decision(1, .reject, reason: "not ours"))
            #expect(try await trial.store.case(1)?.escalations == [.step(1)], sourceLocation: trial.location)
            // What comes later is a case of its own.
            try await trial.commit(.caseRaised(.unknownEquipment()))
            let later = try await trial.store.openCase(key: caseKey)
            #expect(later?.owner == "equipment_manager" && later?.escalations == [], sourceLocation: trial.location)
        },
        Promise("a case that is closed, or was never raised, goes nowhere") { trial in
            try await trial.commit(.caseRaised(.unknownEquipment()), .decision(1, .resolve))
            try await trial.refuses(.caseEscalated(number: 1, .step(1)), naming: "was already resolved")
            try await trial.refuses(.caseEscalated(number: 7, .step(1)), naming: "C-7")
        },
    ]
}

extension CaseEscalation {
    /// A step that was due a minute before it was taken.
    fileprivate static func step(
        _ step: Int,
        from: String = "equipment_manager",
        to: String = "finance"
    ) -> CaseEscalation {
        let due = Instant.morning.adding(seconds: Int64(step) * 3600)
        let rule = "exceptions.kinds.unknown_equipment (governance.yaml:9)"
        return CaseEscalation(step: step, from: from, to: to, due: due, at: due.adding(seconds: 60), rule: rule)
    }
}
