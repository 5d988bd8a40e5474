package import ConnectorKit
package import JSON

/// What a connector's process says of itself in its first line.
package struct Hello: Sendable {
    /// The versions of the protocol that it speaks.
    package let protocols: [Int]
    /// What the connector says of itself.
    package let manifest: ConnectorManifest
    /// What the connector can do.
    package let parts: Set<ConnectorPart>

    /// Introduces a connector.
    package init(_ connector: any Connector.Type) {
        protocols = HostProtocol.versions
        manifest = connector.manifest
        parts = ConnectorPart.of(connector)
    }

    /// The line.
    package var line: JSON {
        [
            "kind": "hello", "protocols": protocols.wire, "connector": manifest.wire,
            "capabilities": names { !$0.mayBeIgnored }, "extras": names { $0.mayBeIgnored },
        ]
    }

    private func names(_ isWanted: (ConnectorPart) -> Bool) -> JSON {
        parts.filter(isWanted).map(\.rawValue).sorted().wire
    }

    /// Reads the line; a capability that is not known is refused, since the connector would be used without it, and an
    /// extra that is not known is passed over.
    package init(line: JSONReader) throws(JSONAccessError) {
        protocols = try line.list("protocols")
        manifest = try line.value("connector")
        var parts: Set<ConnectorPart> = []
        for capability in try line.member("capabilities").elements() {
            guard let part = ConnectorPart(rawValue: try capability.string()) else {
                throw capability.unusable(
                    expected: "one of " + ConnectorPart.allCases.map(\.rawValue).sorted().joined(separator: ", ")
                )
            }
            parts.insert(part)
        }
        for extra in try line.optionalMember("extras")?.elements() ?? [] {
            if let part = ConnectorPart(rawValue: try extra.string()) { parts.insert(part) }
        }
        self.parts = parts
    }
}

extension ConnectorPart {
    /// Whether a runtime that does not know of it may use the connector all the same.
    fileprivate var mayBeIgnored: Bool { self == .expiringCredentials || self == .periodLocks }
}

/// The protocol between the runtime and a connector's process.
package enum HostProtocol {
    /// The versions that are spoken, the newest and the one before it; so far there is one.
    package static let versions = [1]

    /// The longest line of either side, in bytes.
    package static let longestLine = JSONLimits.standard.bytes

    /// What a line may be: the deepest document that may stand in a record, and what the protocol puts around it.
    package static let lineLimits = JSONLimits(depth: JSONLimits.standard.depth + 8, bytes: longestLine)

    /// The newest version that both sides speak, or `nil`.
    package static func common(with others: [Int]) -> Int? {
        Set(versions).intersection(others).max()
    }
}

/// What a configured connector declares: what the runtime asks for without a call.
package struct Declaration: Sendable, WireValue {
    /// The streams of a ``RESTSource``.
    package var streams: [SourceStream] = []
    /// The streams of an ``IncrementalRESTSource``.
    package var incrementalStreams: [IncrementalStream] = []
    /// What a ``RESTSink`` takes.
    package var sink: SinkDeclaration?
    /// The files of a ``FileSource``.
    package var fileStreams: [FileStream] = []
    /// The endpoints of a ``WebhookSource``.
    package var endpoints: [WebhookEndpoint] = []
    /// The target of a ``WebhookSink``.
    package var target: WebhookTarget?

    /// Asks a connector that is linked in.
    package init(of connector: any Connector) {
        streams = connector.restSource?.streams ?? []
        incrementalStreams = connector.incrementalSource?.incrementalStreams ?? []
        sink = connector.restSink.map { SinkDeclaration(of: $0) }
        fileStreams = connector.fileSource?.fileStreams ?? []
        endpoints = connector.webhookSource?.endpoints ?? []
        target = connector.webhookSink?.target
    }

    /// All members by their names.
    package var wire: JSON {
        [
            "streams": streams.wire, "incrementalStreams": incrementalStreams.wire, "sink": sink.wire,
            "fileStreams": fileStreams.wire, "endpoints": endpoints.wire, "target": target.wire,
        ]
    }

    /// Reads a declaration.
    package init(wire: JSONReader) throws(JSONAccessError) {
        streams = try wire.list("streams")
        incrementalStreams = try wire.list("incrementalStreams")
        sink = try wire.optional("sink")
        fileStreams = try wire.list("fileStreams")
        endpoints = try wire.list("endpoints")
        target = try wire.optional("target")
    }
}

/// How much a ``RESTSink`` takes, and how it is tried.
package struct SinkDeclaration: Sendable, WireValue {
    /// ``RESTSink/batchLimit``.
    package let batchLimit: Int
    /// ``RESTSink/batchBytes``; `nil` without a limit.
    package let batchBytes: Int?
    /// ``RESTSink/batchAge``.
    package let batchAge: Duration
    /// ``RESTSink/parallelCalls``.
    package let parallelCalls: Int
    /// ``RESTSink/keepsOrder``.
    package let keepsOrder: Bool
    /// ``RESTSink/retrySchedule``.
    package let retrySchedule: RetrySchedule

    init(of sink: any RESTSink) {
        batchLimit = sink.batchLimit
        batchBytes = sink.batchBytes == .max ? nil : sink.batchBytes
        batchAge = sink.batchAge
        parallelCalls = sink.parallelCalls
        keepsOrder = sink.keepsOrder
        retrySchedule = sink.retrySchedule
    }

    /// All members by their names.
    package var wire: JSON {
        [
            "batchLimit": batchLimit.wire, "batchBytes": batchBytes.wire, "batchAge": batchAge.wire,
            "parallelCalls": parallelCalls.wire, "keepsOrder": .bool(keepsOrder), "retrySchedule": retrySchedule.wire,
        ]
    }

    /// Reads a declaration.
    package init(wire: JSONReader) throws(JSONAccessError) {
        batchLimit = try wire.value("batchLimit")
        batchBytes = try wire.optional("batchBytes")
        batchAge = try wire.value("batchAge")
        parallelCalls = try wire.value("parallelCalls")
        keepsOrder = try wire.value("keepsOrder")
        retrySchedule = try wire.value("retrySchedule")
    }
}
