import ConnectorKit
import ConnectorRuntime
import JSON

/// Whether a manifest and a connector's conformances say the same.
struct DeclarationTrial {
    private let trial: ConformanceTrial
    /// What a manifest says of a sink that takes each canonical object.
    private static let anyObject = "any"

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    func run() async throws {
        let type = trial.subject.connector
        let (reads, writes) = (Set(trial.manifest.reads), Set(trial.manifest.writes))
        let isSource = [ConformanceTest.Scope.restSource, .fileSource, .webhookSource].contains { $0.covers(type) }
        let isSink = [ConformanceTest.Scope.restSink, .fileSink, .webhookSink].contains { $0.covers(type) }
        trial.require(isSource || isSink, "can neither read nor write: it conforms to no capability")
        trial.require(
            isSource == !reads.isEmpty,
            isSource ? "reads, and names no object" : "names objects that it cannot read"
        )
        trial.require(
            isSink == !writes.isEmpty,
            isSink ? "writes, and names no object" : "names objects that it cannot write"
        )

        let world = try await trial.world()
        let connector = try await trial.connector(in: world)
        let rows = StreamReader(connector, clock: world.clock)?.streams.map(\.object) ?? []
        let files = connector.fileSource?.fileStreams.map(\.stream.object) ?? []
        for object in Set(rows + files).subtracting(reads).sorted() { trial.fail("lists \(object), which reads lacks") }
        // What kinds of files and webhooks bring is for the configuration to say.
        if !ConformanceTest.Scope.fileSource.covers(type), !ConformanceTest.Scope.webhookSource.covers(type) {
            for object in reads.subtracting(rows).sorted() {
                trial.fail("reads names \(object), which no stream lists")
            }
        }
        if !writes.contains(Self.anyObject) { try await requireRefusal(connector) }
    }

    /// An object that is not declared must not look delivered.
    private func requireRefusal(_ connector: any Connector) async throws {
        let unknown = Delivery(key: "conformance/no-such-object", object: "NoSuchObject", payload: [:])
        if let sink = connector.restSink {
            trial.require(sink.batchLimit > 0, "takes batches of \(sink.batchLimit) deliveries")
            do throws(ConnectorError) {
                let outcomes = try await sink.apply([unknown])
                guard outcomes.count == 1, case .rejected = outcomes[0] else {
                    trial.fail("answers an object that it does not write with \(outcomes)")
                    return
                }
            } catch .unexpectedAnswer, .invalidConfiguration {
                // A refusal too, though of the whole call.
            }
        }
        if let sink = connector.fileSink, case .file(let file) = sink.file(for: unknown) {
            trial.fail("writes an object that it does not declare, as \(file.name)")
        }
        if let sink = connector.webhookSink, let event = sink.event(for: unknown) {
            trial.fail("sends an object that it does not declare, as \(event.type)")
        }
    }
}
