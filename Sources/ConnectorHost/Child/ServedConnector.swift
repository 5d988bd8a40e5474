import CanonicalModel
import ConnectorKit
import JSON
import Synchronization

/// Why a call was not answered with a value.
enum ServedFailure: Error {
    case connector(ConnectorError)
    case file(FileFault)
    case misunderstood(String)

    var wire: JSON {
        switch self {
        case .connector(let error): ["connector": error.wire]
        case .file(let fault): ["file": fault.wire]
        case .misunderstood(let reason): ["protocol": .string(reason)]
        }
    }
}

/// The connector in its own process: makes it, and answers the runtime's calls.
final class ServedConnector: Sendable {
    private struct State {
        var connector: (any Connector)?
        var readers: [Int: any FileRecordReader] = [:]
        /// The reader that a call of the runtime opened, by the number of the call.
        var opened: [Int: Int] = [:]
        var readerCount = 0

        mutating func close(_ reader: Int) {
            readers[reader] = nil
            opened = opened.filter { $0.value != reader }
        }
    }

    private let type: any Connector.Type
    private let services: ConnectorServices
    private let state = Mutex(State())

    init(_ type: any Connector.Type, services: ConnectorServices) {
        self.type = type
        self.services = services
    }

    /// Answers one call.
    func answer(
        _ method: String,
        _ arguments: JSONReader,
        secrets: [String: Secret]
    ) async throws(ServedFailure) -> JSON {
        do {
            if method == "configure" { return try configure(arguments, secrets) }
            guard let connector = state.withLock({ $0.connector }) else {
                throw ServedFailure.misunderstood("'\(method)' came before 'configure'")
            }
            return try await connector.wireAnswer(method, arguments) ?? fileAnswer(method, arguments, connector)
        } catch let failure as ServedFailure {
            throw failure
        } catch let error as ConnectorError {
            throw .connector(error)
        } catch let fault as FileFault {
            throw .file(fault)
        } catch let error as JSONAccessError {
            throw .misunderstood("'\(method)': \(error.place)")
        } catch {
            throw .misunderstood("'\(method)': \(error)")
        }
    }

    /// Closes the file that a call opened which nobody waits for any more.
    func abandon(_ call: Int) {
        state.withLock { state in
            if let reader = state.opened[call] { state.close(reader) }
        }
    }

    private func configure(_ arguments: JSONReader, _ secrets: [String: Secret]) throws -> JSON {
        let configuration = try ConnectorConfiguration(wire: arguments, secrets: secrets)
        let made = try type.init(configuration: configuration, services: services)
        state.withLock { $0.connector = made }
        return Declaration(of: made).wire
    }

    /// What concerns a file that is being read; the calls of one file come one after the other.
    private func fileAnswer(_ method: String, _ arguments: JSONReader, _ connector: any Connector) throws -> JSON {
        switch method {
        case "fileOpen":
            guard let source = connector.fileSource else { break }
            let reader = try source.reader(of: arguments.value("file"), in: arguments.value("stream"))
            return state.withLock { state in
                state.readerCount += 1
                // Nobody closes a file of which nobody learns that it is open.
                if !Task.isCancelled {
                    state.readers[state.readerCount] = reader
                    if let call = ServedCall.id { state.opened[call] = state.readerCount }
                }
                return state.readerCount.wire
            }
        case "fileTake":
            let bytes: WireBytes = try arguments.value("bytes")
            return try read(arguments) { reader throws(FileFault) in try reader.take(bytes.bytes) }
        case "fileFinish":
            return try read(arguments) { reader throws(FileFault) in try reader.finish() }
        case "fileClose":
            let id: Int = try arguments.value("reader")
            state.withLock { $0.close(id) }
            return .null
        default: break
        }
        throw ServedFailure.misunderstood("the connector cannot answer '\(method)'")
    }

    private func read(
        _ arguments: JSONReader,
        _ work: (inout any FileRecordReader) throws(FileFault) -> [FileItem]
    ) throws -> JSON {
        let id: Int = try arguments.value("reader")
        guard var reader = state.withLock({ $0.readers[id] }) else {
            throw ServedFailure.misunderstood("no file \(id) is being read")
        }
        let items = try work(&reader)
        state.withLock { [reader] state in
            // It may have been closed meanwhile.
            if state.readers[id] != nil { state.readers[id] = reader }
        }
        return items.wire
    }
}

extension Connector {
    /// The answer to a call that concerns one capability; `nil` for a call of another kind.
    fileprivate func wireAnswer(_ method: String, _ arguments: JSONReader) async throws -> JSON? {
        switch method {
        case "check": return try await check().wire
        case "page":
            return try await restSource?.page(of: arguments.value("stream"), after: arguments.optional("after")).wire
        case "changes":
            return try await incrementalSource?.changes(of: arguments.value("stream"), arguments.value("request")).wire
        case "positionOfEarlier":
            return
                try incrementalSource
                .map { try $0.position(ofEarlier: arguments.value("cursor"), in: arguments.value("stream")).wire }
        case "apply": return try await restSink?.apply(arguments.list("batch")).wire
        case "find":
            guard let sink = restSink else { return nil }
            return try await sink.find(arguments.list("batch")).wire
        case "file": return try fileSink.map { $0.file(for: try arguments.value("delivery")).wire }
        case "content": return try webhookSource.map { $0.content(of: try arguments.value("webhook")).wire }
        case "event": return try webhookSink.map { $0.event(for: try arguments.value("delivery")).wire }
        case "credentialsExpireAt": return expiringCredentials.map { $0.credentialsExpireAt.wire }
        case "ledgerLocks": return try await periodLockSource?.ledgerLocks().wire
        default: return nil
        }
    }
}
