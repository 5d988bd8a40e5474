import ArgumentParser
public import ConnectorKit
public import ConnectorRuntime
public import ConnectorStore

/// What the executable puts together: the only place that names plugins, transports and stores.
public struct Composition: Sendable {
    /// Whether a store is opened by the one process that runs flows, or by a command beside it.
    public enum StoreRole: Sendable, Hashable {
        /// The process that runs intake, flows and dispatch.
        case runtime
        /// A command that reads, or records a person's decision.
        case client
    }

    /// How systems are reached.
    public struct TransportSettings: Sendable, Hashable {
        /// The address of a proxy.
        public let proxy: String?
        /// The path of a file with certificates of authorities.
        public let caFile: String?
        /// How long a call may take.
        public let deadline: Duration?
    }

    /// How a server for files is reached.
    public struct FilePlaceSettings: Sendable, Hashable {
        /// The address, `sftp://host:port/path` or `ftps://host:port/path`, without credentials.
        public let address: String
        /// The user.
        public let user: String
        /// The user's password.
        public let password: Secret?
        /// The user's private key, as its file holds it.
        public let privateKey: Secret?
        /// What opens the private key.
        public let passphrase: Secret?
        /// The fingerprints of the server's keys, one of which it must have: `SHA256:` and base64 without padding.
        public let hostKeys: [String]
        /// The path of a file with certificates of authorities; `nil` for those of the operating system.
        public let caFile: String?
    }

    let registry: ConnectorRegistry
    let openStore: @Sendable (_ path: String, _ role: StoreRole) throws(StoreError) -> any RuntimeStore & LeaseStore
    let makeTransport: @Sendable (TransportSettings) throws -> any HTTPTransport
    let makeFileTransport: (@Sendable (FilePlaceSettings) throws -> any FileTransport)?

    /// Creates a composition.
    ///
    /// - Parameters:
    ///   - registry: The connectors.
    ///   - openStore: Opens the store at a path.
    ///   - makeTransport: Makes the transport.
    ///   - makeFileTransport: Makes what reaches a server for files; `nil` for folders of this machine alone.
    public init(
        registry: ConnectorRegistry,
        openStore: @escaping @Sendable (String, StoreRole) throws(StoreError) -> any RuntimeStore & LeaseStore,
        makeTransport: @escaping @Sendable (TransportSettings) throws -> any HTTPTransport,
        makeFileTransport: (@Sendable (FilePlaceSettings) throws -> any FileTransport)? = nil
    ) {
        self.registry = registry
        self.openStore = openStore
        self.makeTransport = makeTransport
        self.makeFileTransport = makeFileTransport
    }

    /// The composition that commands run with.
    @TaskLocal static var current: Composition?

    /// Runs the command line `arguments`, prints what it has to say and ends the process with its exit code.
    ///
    /// - Parameter arguments: The arguments without the program's name; `nil` takes those of the process.
    public func main(_ arguments: [String]? = nil) async {
        await Self.$current.withValue(self) { await PurlinCommand.main(arguments) }
    }
}
