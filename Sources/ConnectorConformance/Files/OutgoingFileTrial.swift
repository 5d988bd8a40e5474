import ConnectorKit
import FoundationEssentials
import JSON

/// What a connector writes as files.
struct OutgoingFileTrial {
    private let trial: ConformanceTrial

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    private func world() async throws -> any FileTakingWorld {
        guard let world = try await trial.world() as? any FileTakingWorld else {
            throw ConformanceObstacle("the subject's world takes no files: let it conform to FileTakingWorld")
        }
        return world
    }

    private func forEachObject(
        days: Int = 0,
        _ look: (any FileSink, String, [Delivery]) async throws -> Void
    ) async throws {
        let world = try await world()
        world.clock.advance(by: .seconds(days * 86_400))
        guard let sink = try await trial.connector(in: world).fileSink else {
            throw ConformanceObstacle("the connector that was made writes no files, though its type says that it does")
        }
        for object in trial.manifest.writes {
            var deliveries: [Delivery] = []
            for index in 0..<3 {
                if let delivery = try await world.fileDelivery(of: object, index) { deliveries.append(delivery) }
            }
            trial.require(
                deliveries.count == 3,
                "\(object): the world makes no delivery of it, so that nothing is shown: make three"
            )
            try await look(sink, object, deliveries)
        }
    }

    /// The same delivery gives the same file for ever, also after a start on another day.
    func requireSameFiles() async throws {
        var first: [String: OutgoingFile.Rendering] = [:]
        for day in 0..<2 {
            try await forEachObject(days: day) { sink, _, deliveries in
                for delivery in deliveries {
                    let files = [sink.file(for: delivery), sink.file(for: delivery)]
                    for file in files {
                        let known = first[delivery.key] ?? file
                        first[delivery.key] = known
                        trial.require(file == known, "\(delivery.key): is another file the second time")
                    }
                }
            }
        }
    }

    func requireNames() async throws {
        try await forEachObject { sink, object, deliveries in
            var names: [String: String] = [:]
            for delivery in deliveries {
                guard case .file(let file) = sink.file(for: delivery) else {
                    trial.fail("\(delivery.key): is rejected: \(sink.file(for: delivery))")
                    continue
                }
                if let flaw = FilePath.flaw(in: file.name) { trial.fail("\(delivery.key): its file: \(flaw)") }
                if let other = names[file.name.lowercased()] {
                    trial.fail("\(delivery.key): its file is called \(file.name), as that of \(other)")
                }
                names[file.name.lowercased()] = delivery.key
                trial.require(!file.bytes.isEmpty, "\(delivery.key): its file is empty")
            }
        }
    }

    func requireTotals() async throws {
        var compared = 0
        let world = try await world()
        try await forEachObject { sink, _, deliveries in
            for delivery in deliveries {
                guard case .file(let file) = sink.file(for: delivery) else { continue }
                compared += delivery.controlTotals.count
                let held = try await world.totals(in: file)
                requireTotals(held, of: delivery, "its file, as its system reads it, holds")
                requireTotals(file.controlTotals, of: delivery, "the sink says that its file holds")
            }
        }
        trial.require(compared > 0, "the world's deliveries have no totals, so that nothing is shown: give them some")
    }

    private func requireTotals(_ found: [String: Decimal], of delivery: Delivery, _ who: String) {
        for (name, total) in delivery.controlTotals.sorted(by: { $0.key < $1.key }) where found[name] != total {
            trial.fail(
                "\(delivery.key): \(who) \(name) \(found[name].map { "\($0)" } ?? "nothing") instead of \(total)"
            )
        }
    }

    func requireRefusals() async throws {
        try await forEachObject { sink, object, _ in
            for payload in [JSON.object([:]), .null, .string("text"), .array([]), .integer(1)] {
                let bad = Delivery(key: "conformance/\(object)/bad", object: object, payload: payload)
                switch sink.file(for: bad) {
                case .file(let file):
                    trial.fail("\(object): a payload \(payload.canonicalText) becomes the file \(file.name)")
                case .rejected(let reason):
                    trial.require(
                        !reason.isBlank,
                        "\(object): a payload \(payload.canonicalText) is rejected without a reason"
                    )
                }
            }
        }
    }
}
