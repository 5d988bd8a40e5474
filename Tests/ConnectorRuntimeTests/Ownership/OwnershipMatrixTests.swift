import CanonicalModel
import Governance
import Testing

/// Every object at every stage with a system of every role, through the real intake and dispatch.
struct OwnershipMatrixTests {
    @Test func eachAllowedWritePassesAndEachForbiddenOneIsItsCase() async throws {
        let found = try await OwnershipMatrix(expected: .standard, running: .standard).differences()
        #expect(found.lines.isEmpty, "\(found.lines.joined(separator: "\n"))")
        let stages = OwnershipPolicy.standard.objects.values.reduce(0) { $0 + $1.stages.count }
        #expect(found.cells == 2 * stages * (SystemRole.allCases.count - 1) && stages >= 14)
    }

    /// The policy with one owner, or one recipient, another: the matrix sees it.
    @Test(arguments: OwnershipPolicy.standard.objects.keys.sorted())
    func anotherRuleOfAnObjectIsSeen(object: String) async throws {
        let ownership = try #require(OwnershipPolicy.standard.objects[object])
        for index in ownership.stages.indices {
            for change in [Self.otherOwner, Self.otherRecipients] {
                var stages = ownership.stages
                stages[index] = change(stages[index])
                let changed = OwnershipPolicy.standard.replacing(try #require(ObjectOwnership(object, stages)))
                let matrix = OwnershipMatrix(expected: OwnershipPolicy([ownership]), running: changed)
                #expect(try await !matrix.differences().lines.isEmpty, "\(object) \(stages[index].name)")
            }
        }
    }

    private static func otherOwner(_ stage: OwnershipStage) -> OwnershipStage {
        OwnershipStage(
            stage.name,
            owner: stage.owner == .dispatch ? .maintenance : .dispatch,
            writers: stage.writers,
            fields: stage.fields,
            recipients: stage.recipients,
            until: stage.until
        )
    }

    private static func otherRecipients(_ stage: OwnershipStage) -> OwnershipStage {
        OwnershipStage(
            stage.name,
            owner: stage.owner,
            writers: stage.writers,
            fields: stage.fields,
            recipients: (stage.recipients ?? []).symmetricDifference([.compliance]),
            until: stage.until
        )
    }
}
