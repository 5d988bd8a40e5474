/// One of the capabilities of a connector, each a protocol that it conforms to.
package enum ConnectorPart: String, Sendable, Hashable, CaseIterable {
    /// ``RESTSource``.
    case restSource = "rest-source"
    /// ``IncrementalRESTSource``.
    case incrementalSource = "incremental-rest-source"
    /// ``RESTSink``.
    case restSink = "rest-sink"
    /// ``FileSource``.
    case fileSource = "file-source"
    /// ``FileSink``.
    case fileSink = "file-sink"
    /// ``WebhookSource``.
    case webhookSource = "webhook-source"
    /// ``WebhookSink``.
    case webhookSink = "webhook-sink"
    /// ``ExpiringCredentials``.
    case expiringCredentials = "expiring-credentials"
    /// ``PeriodLockSource``.
    case periodLocks = "period-locks"

    /// The capabilities of a connector that is linked in: the protocols of its type.
    package static func of(_ connector: any Connector.Type) -> Set<ConnectorPart> {
        Set(allCases.filter { $0.isKept(by: connector) })
    }

    private func isKept(by connector: any Connector.Type) -> Bool {
        switch self {
        case .restSource: connector is any RESTSource.Type
        case .incrementalSource: connector is any IncrementalRESTSource.Type
        case .restSink: connector is any RESTSink.Type
        case .fileSource: connector is any FileSource.Type
        case .fileSink: connector is any FileSink.Type
        case .webhookSource: connector is any WebhookSource.Type
        case .webhookSink: connector is any WebhookSink.Type
        case .expiringCredentials: connector is any ExpiringCredentials.Type
        case .periodLocks: connector is any PeriodLockSource.Type
        }
    }
}

/// What a connector can do, wherever it runs. Ask here, never by a cast: a stand-in conforms to everything.
extension Connector {
    /// What the connector says of itself.
    package var manifest: ConnectorManifest { (self as? any ConnectorStandIn)?.declaredManifest ?? Self.manifest }

    /// The connector as a source that is read page by page; `nil` if it is none.
    package var restSource: (any RESTSource)? { part(.restSource) }

    /// The connector as a source that is read by the time of change; `nil` if it is none.
    package var incrementalSource: (any IncrementalRESTSource)? { part(.incrementalSource) }

    /// The connector as what writes records over HTTP; `nil` if it does not.
    package var restSink: (any RESTSink)? { part(.restSink) }

    /// The connector as what makes records of files; `nil` if it does not.
    package var fileSource: (any FileSource)? { part(.fileSource) }

    /// The connector as what writes files; `nil` if it does not.
    package var fileSink: (any FileSink)? { part(.fileSink) }

    /// The connector as what takes webhooks; `nil` if it does not.
    package var webhookSource: (any WebhookSource)? { part(.webhookSource) }

    /// The connector as what sends webhooks; `nil` if it does not.
    package var webhookSink: (any WebhookSink)? { part(.webhookSink) }

    /// The connector as one that knows the end of its credentials; `nil` if it does not.
    package var expiringCredentials: (any ExpiringCredentials)? { part(.expiringCredentials) }

    /// The connector as one that tells its ledger's lock dates; `nil` if it does not.
    package var periodLockSource: (any PeriodLockSource)? { part(.periodLocks) }

    private func part<Part>(_ part: ConnectorPart) -> Part? {
        if let standIn = self as? any ConnectorStandIn, !standIn.declaredParts.contains(part) { return nil }
        return self as? Part
    }
}
