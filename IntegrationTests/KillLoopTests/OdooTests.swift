import ConnectorKit
import ConnectorStore
import CurlTransport
import Foundation
import JSON
import OdooConnector
import SQLiteStore
import Testing

/// Each object that is written to Odoo is there once, whenever the process dies and whichever answer is lost: killed
/// before a call, after it and before its outcome is durable, after the outcome, before the next page; a timeout of a
/// call that took effect is resolved by a look-up.
@Suite(.serialized)
struct OdooTests {
    /// The model whose record stands for each object.
    private static let models = [
        "Project": "project.project", "Equipment": "fleet.vehicle", "CostEntry": "account.analytic.line",
    ]

    /// Documents, whose models the simulated Odoo does not have.
    private static let documents: Set<String> = ["PurchaseOrder", "Receipt", "SupplierInvoice", "Payment"]

    @Test func everyObjectOfTheConnectorIsAmongThem() {
        #expect(Set(OdooConnector.manifest.writes).subtracting(Self.documents) == Set(Self.models.keys))
    }

    @Test(.timeLimit(.minutes(10)))
    func aKillAtAnyMomentLeavesEachObjectOnce() async throws {
        let odoo = try await SimulatedOdoo()
        let reference = try await OdooTrial.run(in: odoo, [:])
        let points = reference.words("point")
        #expect(points.count > 30)
        // The moments that must be among them.
        for model in Self.models.values {
            #expect(points.contains { $0.hasSuffix("before \(model).load") })
            #expect(points.contains { $0.hasSuffix("after \(model).load") })
        }
        #expect(points.count { $0.contains("attempting") } >= 3)
        #expect(points.count { $0.contains("delivered") } >= 3)
        for number in 1...points.count {
            try await odoo.reset()
            let trial = try await OdooTrial.run(in: odoo, ["die-at": "\(number)"])
            try Self.expectOnce(trial, like: reference, "killed at \(points[number - 1])")
            #expect(trial.deaths == 1, "\(points[number - 1])")
        }
        print("odoo: \(points.count) moments at which the process died")
    }

    @Test(.timeLimit(.minutes(10)))
    func aLostAnswerIsResolvedByALookUp() async throws {
        let odoo = try await SimulatedOdoo()
        let reference = try await OdooTrial.run(in: odoo, [:])
        let requests = reference.words("sent")
        for number in 1...requests.count {
            try await odoo.reset()
            let trial = try await OdooTrial.run(in: odoo, ["lose": "\(number)"])
            #expect(trial.words("lost") == [requests[number - 1]])
            let request = requests[number - 1]
            try Self.expectOnce(
                trial,
                like: reference,
                "lost the answer to \(request)",
                losing: request
            )
        }
        print("odoo: \(requests.count) answers that were lost")
    }

    private static func expectOnce(
        _ trial: OdooTrial,
        like reference: OdooTrial,
        _ moment: String,
        losing request: String? = nil
    ) throws {
        #expect(trial.truth["records"] == reference.truth["records"], "\(moment)")
        #expect(trial.externalIDs == reference.externalIDs, "\(moment)")
        #expect(trial.truth["duplicates"] == reference.truth["duplicates"], "\(moment)")
        #expect(trial.truth["totals"] == reference.truth["totals"], "\(moment)")
        #expect(trial.delivered == 6, "\(moment)")
        #expect(trial.isWhole, "\(moment)")
        // What took effect is looked up, never written again. After a lost answer a single delivery probes the target, so
        // that others come in more calls than in an undisturbed run.
        for model in models.values {
            let (writes, undisturbed) = (trial.writes(of: model), reference.writes(of: model))
            let most = request == nil || request == "\(model).load" ? undisturbed : undisturbed * 2
            #expect((undisturbed...most).contains(writes), "\(moment): \(writes) calls of \(model).load")
        }
    }
}

/// One run of the workload `odoo`, from its first start to its end.
private struct OdooTrial {
    let lines: [String]
    let deaths: Int
    let truth: JSON
    let delivered: Int
    let isWhole: Bool

    var externalIDs: [String] {
        truth["externalIds"]?.arrayValue?.compactMap { $0["externalId"]?.stringValue }.sorted() ?? []
    }

    func words(_ word: String) -> [String] {
        lines.filter { $0.hasPrefix(word + " ") }.map { String($0.dropFirst(word.count + 1)) }
    }

    /// How many calls wrote records of a model.
    func writes(of model: String) -> Int { words("sent").count { $0 == "\(model).load" } }

    static func run(in odoo: SimulatedOdoo, _ options: [String: String]) async throws -> OdooTrial {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("odoo-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let address = ["--address", odoo.address]
        let faults = options.flatMap { ["--\($0.key)", $0.value] }
        var lines: [String] = []
        var deaths = 0
        for generation in 1...3 where lines.last != "done" {
            let arguments = address + (generation == 1 ? faults : [])
            let (said, wasKilled) = try await inThread(folder, generation, arguments)
            lines += said
            deaths += wasKilled ? 1 : 0
        }
        try #require(lines.last == "done", "\(lines.suffix(5))")
        let store = try SQLiteStore(path: folder + "/purlin.sqlite", role: .client)
        defer { try? store.close() }
        return OdooTrial(
            lines: lines,
            deaths: deaths,
            truth: try await odoo.control("GET", "truth"),
            delivered: try await store.deliveries(in: .delivered, after: 0, limit: 10).count,
            isWhole: try await JournalVerification.verify(store).isWhole
        )
    }

    private static func inThread(
        _ folder: String,
        _ generation: Int,
        _ arguments: [String]
    ) async throws -> (lines: [String], wasKilled: Bool) {
        try await withCheckedThrowingContinuation { continuation in
            Thread {
                continuation.resume(
                    with: Result {
                        let worker = try Worker("odoo", folder, generation: generation, arguments)
                        let lines = worker.finish()
                        return (lines, worker.wasKilled)
                    }
                )
            }
            .start()
        }
    }
}
