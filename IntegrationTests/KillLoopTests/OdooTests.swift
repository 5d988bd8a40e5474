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

    /// The calls that bring each document as far as it should get.
    private static let documents = [
        "PurchaseOrder": ["purchase.order.load", "purchase.order.button_confirm"],
        "Receipt": ["stock.picking.write", "stock.picking.button_validate"],
        "SupplierInvoice": [
            "purchase.order.action_create_invoice", "account.move.write", "account.move.action_post",
        ],
        "Payment": ["account.payment.register.create", "account.payment.register.action_create_payments"],
    ]

    @Test func everyObjectOfTheConnectorIsAmongThem() {
        #expect(Set(OdooConnector.manifest.writes) == Set(Self.models.keys).union(Self.documents.keys))
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

    @Test(.timeLimit(.minutes(10)))
    func aKillOrALostAnswerLeavesEachDocumentOnce() async throws {
        let odoo = try await SimulatedOdoo()
        let run = { (faults: [String: String]) async throws -> OdooTrial in
            try await odoo.reset()
            try await Self.prepare(odoo)
            return try await OdooTrial.run(in: odoo, faults, objects: "documents")
        }
        let reference = try await run([:])
        #expect(reference.delivered == 4)
        let calls = Self.documents.values.joined()
        let (points, requests) = (reference.words("point"), reference.words("sent"))
        var faults: [(moment: String, option: [String: String])] = []
        for (number, point) in points.enumerated() {
            let isWrite = calls.contains { point.hasSuffix("after \($0)") }
            guard isWrite || point.contains("attempting") || point.contains("delivered") else { continue }
            faults.append(("killed \(point)", ["die-at": "\(number + 1)"]))
        }
        for (number, request) in requests.enumerated() where calls.contains(request) {
            faults.append(("lost the answer to \(request)", ["lose": "\(number + 1)"]))
        }
        for call in calls { #expect(faults.count { $0.moment.hasSuffix(call) } == 2, "\(call)") }
        for (moment, option) in faults {
            let trial = try await run(option)
            #expect(trial.documents == reference.documents, "\(moment)")
            #expect(trial.truth["ledger"] == reference.truth["ledger"], "\(moment)")
            #expect(trial.externalIDs == reference.externalIDs, "\(moment)")
            #expect(trial.delivered == 4, "\(moment)")
            #expect(trial.isWhole, "\(moment)")
        }
        print("odoo: \(faults.count) kills and lost answers while documents were written")
    }

    /// Makes the supplier and the item of the documents.
    private static func prepare(_ odoo: SimulatedOdoo) async throws {
        let person = try await OdooDesk(address: odoo.address, database: "kestrel", login: "admin", key: "admin")
        _ = try await person.create("res.partner", ["name": "Concrete & Sons", "ref": "CONC", "is_company": true])
        _ = try await person.create(
            "product.product",
            ["name": "Cement", "default_code": "CEM", "is_storable": true, "supplier_taxes_id": [[6, 0, []]]]
        )
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

    /// How many records of each model there are, without the wizards, which Odoo deletes by itself.
    var documents: [String: JSON] {
        let counts = truth["records"]?.objectValue?.filter { $0.key != "account.payment.register" } ?? []
        return Dictionary(counts.map { ($0.key, $0.value) }) { first, _ in first }
    }

    func words(_ word: String) -> [String] {
        lines.filter { $0.hasPrefix(word + " ") }.map { String($0.dropFirst(word.count + 1)) }
    }

    /// How many calls wrote records of a model.
    func writes(of model: String) -> Int { words("sent").count { $0 == "\(model).load" } }

    static func run(
        in odoo: SimulatedOdoo,
        _ options: [String: String],
        objects: String = "objects"
    ) async throws -> OdooTrial {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("odoo-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let address = ["--address", odoo.address, "--objects", objects]
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
