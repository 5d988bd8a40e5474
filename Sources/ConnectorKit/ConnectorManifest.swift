public import CanonicalModel

/// What a connector is, known before any connection is made.
public struct ConnectorManifest: Sendable, Hashable {
    /// The name by which a configuration asks for the connector, for example `telematics`.
    public let id: String
    /// The connector's own version, as in semantic versioning.
    public let version: String
    /// What it connects to, in one sentence.
    public let summary: String
    /// The configuration keys that it reads; any other key is refused.
    public let configuration: [ConfigurationKey]
    /// The canonical objects that it reads from its system.
    public let reads: [String]
    /// The canonical objects that it writes to its system.
    public let writes: [String]
    /// The wire formats and versions that it speaks.
    public let wireVersions: [String]
    /// How much the system lets one credential call it; the runtime keeps to it for all streams and targets of a
    /// configured system together.
    public let limits: CallLimits
    /// What the system is in a contractor's workflow, unless the configuration says otherwise; empty where that is not
    /// known, as for a table that any system may have written.
    public let roles: Set<SystemRole>

    /// Creates a manifest.
    public init(
        id: String,
        version: String,
        summary: String,
        configuration: [ConfigurationKey],
        reads: [String] = [],
        writes: [String] = [],
        wireVersions: [String],
        limits: CallLimits = CallLimits(),
        roles: Set<SystemRole> = []
    ) {
        self.id = id
        self.version = version
        self.summary = summary
        self.configuration = configuration
        self.reads = reads
        self.writes = writes
        self.wireVersions = wireVersions
        self.limits = limits
        self.roles = roles
    }
}

/// One key of a connector's configuration.
public struct ConfigurationKey: Sendable, Hashable {
    /// What a value must look like.
    public enum Kind: Sendable, Hashable {
        /// Any text.
        case text
        /// An absolute address with one of these schemes.
        case address(schemes: [String])
        /// A whole number in a range.
        case integer(ClosedRange<Int64>)
        /// `true` or `false`.
        case boolean
        /// One of these words.
        case choice([String])
        /// A list of texts.
        case texts
        /// The path of a YAML file, relative to the configuration's folder, that is read and handed over.
        case document
        /// A reference to a secret, `env:NAME` or `file:PATH`; never the secret itself.
        case secret
    }

    /// The name of the key.
    public let name: String
    /// What its value must look like.
    public let kind: Kind
    /// Whether it must be given.
    public let isRequired: Bool
    /// The value that holds if none is given, as it would be written.
    public let defaultValue: String?
    /// What it is for, in one sentence.
    public let summary: String

    /// Creates a key.
    public init(
        _ name: String,
        _ kind: Kind,
        required: Bool = false,
        default defaultValue: String? = nil,
        summary: String
    ) {
        self.name = name
        self.kind = kind
        isRequired = required
        self.defaultValue = defaultValue
        self.summary = summary
    }
}
