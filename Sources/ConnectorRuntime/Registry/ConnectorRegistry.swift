public import ConnectorKit

/// What a connector can do, derived from the protocols that it conforms to.
public enum Capability: String, Sendable, Hashable, CaseIterable {
    /// Reads records page by page over HTTP.
    case restSource = "rest-source"
    /// Writes records over HTTP.
    case restSink = "rest-sink"
    /// Takes deliveries that its system sends to the runtime's HTTP endpoint.
    case webhookSource = "webhook-source"
    /// Tells its system of deliveries by signed webhooks.
    case webhookSink = "webhook-sink"
    /// Makes records of files that its system drops.
    case fileSource = "file-source"
    /// Writes files for its system.
    case fileSink = "file-sink"

    /// The capabilities of a connector type.
    static func of(_ connector: any Connector.Type) -> Set<Capability> {
        var capabilities: Set<Capability> = []
        if connector is any RESTSource.Type || connector is any IncrementalRESTSource.Type {
            capabilities.insert(.restSource)
        }
        if connector is any RESTSink.Type { capabilities.insert(.restSink) }
        if connector is any WebhookSource.Type { capabilities.insert(.webhookSource) }
        if connector is any WebhookSink.Type { capabilities.insert(.webhookSink) }
        if connector is any FileSource.Type { capabilities.insert(.fileSource) }
        if connector is any FileSink.Type { capabilities.insert(.fileSink) }
        return capabilities
    }
}

/// The connectors that a program was built with.
public struct ConnectorRegistry: Sendable {
    /// One connector of the registry.
    public struct Entry: Sendable {
        /// The connector's type, from which systems are made.
        public let type: any Connector.Type
        /// What it can do.
        public let capabilities: Set<Capability>

        /// What it says of itself.
        public var manifest: ConnectorManifest { type.manifest }
    }

    /// All connectors, by id.
    public let entries: [Entry]

    /// Registers connectors.
    ///
    /// - Parameter connectors: Their types.
    /// - Throws: ``RegistryError`` if two have the same id, or one has no capability.
    public init(_ connectors: [any Connector.Type]) throws(RegistryError) {
        var entries: [Entry] = []
        for type in connectors {
            let entry = Entry(type: type, capabilities: Capability.of(type))
            guard !entries.contains(where: { $0.manifest.id == entry.manifest.id }) else {
                throw .duplicate(id: entry.manifest.id)
            }
            guard !entry.capabilities.isEmpty else { throw .incapable(id: entry.manifest.id) }
            entries.append(entry)
        }
        self.entries = entries.sorted { $0.manifest.id < $1.manifest.id }
    }

    /// The connector with this id, or `nil`.
    public subscript(id: String) -> Entry? {
        entries.first { $0.manifest.id == id }
    }
}

/// Why connectors cannot be registered.
public enum RegistryError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Two connectors have this id.
    case duplicate(id: String)
    /// The connector with this id conforms to no capability.
    case incapable(id: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .duplicate(let id): "two connectors are called '\(id)'; give one of them another id in its manifest"
        case .incapable(let id): "the connector '\(id)' conforms to no capability, such as RESTSource or RESTSink"
        }
    }
}
