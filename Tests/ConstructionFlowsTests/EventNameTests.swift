import CanonicalModel
import ConstructionFlows
import Foundation
import JSON
import Testing

/// What flows and runtime note has the words of the vocabulary, and the vocabulary no words that nobody uses.
struct EventNameTests {
    /// Names of the same form that are no events: flows, what the runtime tells a flow, what one key tells another, what
    /// people are asked, what alone hands an object on, and the beginnings of names of headers.
    private static let others: Set<String> = [
        AccrualsToJobCost.name, EquipmentUsageToJobCost.name, EstimateToBudget.name, OpeningBalancesToJobCost.name,
        TimeToPayrollToJobCost.name, "WebhookDelivery",
        FlowEvent.approvalDecision, FlowEvent.caseRetry, FlowEvent.caseRejection, FlowEvent.recordMoved,
        FlowEvent.costReversal, "EquipmentCharge", "EquipmentChargeTakenBack",
        "MovedHoursAwaited", "MovedHoursTaken", "PayrollBatch", "PayrollCost", "PayrollRunDifference", "RateLimit",
        "TimesheetApproved",
    ]

    private static func names(in folder: String) throws -> Set<String> {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/\(folder)")
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        var names: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /"([A-Z][a-z]+(?:[A-Z][a-z]+)+)"/) { names.insert(String(match.1)) }
        }
        return names
    }

    @Test func eachEventThatIsNotedIsInTheVocabularyAndEachOfTheVocabularyIsNoted() throws {
        let flows = try Self.names(in: "ConstructionFlows")
        let runtime = try Self.names(in: "ConnectorRuntime")
        let known = Dictionary(grouping: CanonicalVocabulary.events, by: { $0.flow == nil }).mapValues {
            Set($0.map(\.name))
        }
        #expect(
            flows.subtracting(Self.others).symmetricDifference(known[false] ?? []) == [],
            "describe the event in Sources/CanonicalModel/Schema/Events, or name it above if it is none"
        )
        #expect(
            runtime.subtracting(Self.others).symmetricDifference(known[true] ?? []) == [],
            "describe the event in Sources/CanonicalModel/Schema/Events, or name it above if it is none"
        )
    }

    @Test func anEventOfTheVocabularyTellsWhatIsWrongWithANote() throws {
        let approved = try #require(CanonicalVocabulary.event("UsageApproved", of: EquipmentUsageToJobCost.name))
        #expect(approved.violations(in: ["id": "EX-104/2026-01-05/1", "by": "mia"]).isEmpty)
        #expect(approved.violations(in: ["id": 7, "who": "mia"]).map(\.path) == ["id", "by", "who"])
        #expect(CanonicalVocabulary.event("UsageApproved", of: nil) == nil)
        #expect(CanonicalVocabulary.event("UsageAproved", of: EquipmentUsageToJobCost.name) == nil)
    }
}
