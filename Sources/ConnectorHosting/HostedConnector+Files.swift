import ConnectorHost
package import ConnectorKit
import JSON

extension HostedConnector: FileSource {
    /// The kinds of files that the connector declared.
    package var fileStreams: [FileStream] { host.declaration.fileStreams }

    /// Begins to read a file in the connector's process.
    package func askReader(of file: ArrivedFile, in stream: FileStream) async throws -> any FileRecordReader {
        let life = try await host.life()
        let outcome = await life.call("fileOpen", ["file": file.wire, "stream": stream.wire])
        return HostedReader(try HostedReader.value(outcome, host), life, host)
    }

    /// Begins to read a file in the connector's process, and holds the thread.
    package func reader(of file: ArrivedFile, in stream: FileStream) throws(FileFault) -> any FileRecordReader {
        do {
            let life = try host.lifeBlocking()
            let outcome = life.callBlocking("fileOpen", ["file": file.wire, "stream": stream.wire])
            return HostedReader(try HostedReader.value(outcome, host), life, host)
        } catch {
            throw HostedReader.fault(error)
        }
    }
}

extension HostedConnector: FileSink {
    /// Asks the connector for the file.
    package func askFile(for delivery: Delivery) async throws(ConnectorError) -> OutgoingFile.Rendering {
        try await call("file", ["delivery": delivery.wire])
    }

    /// Asks the connector for the file and holds the thread; one whose process is gone leaves the delivery to a person.
    package func file(for delivery: Delivery) -> OutgoingFile.Rendering {
        do throws(ConnectorError) {
            return try callBlocking("file", ["delivery": delivery.wire])
        } catch {
            return .rejected(reason: "\(error); deliver it again once the connector works")
        }
    }
}

/// A file that is being read in a connector's process.
struct HostedReader: FileReaderStandIn {
    /// Tells the process that nobody reads the file any more.
    private final class Handle: Sendable {
        let id: Int
        let life: HostedLife
        let host: HostSupervisor

        init(_ id: Int, _ life: HostedLife, _ host: HostSupervisor) {
            self.id = id
            self.life = life
            self.host = host
        }

        deinit {
            life.process.channel.send([
                "kind": "call", "id": 0, "method": "fileClose", "arguments": ["reader": id.wire],
            ])
        }
    }

    private let handle: Handle

    init(_ id: Int, _ life: HostedLife, _ host: HostSupervisor) {
        handle = Handle(id, life, host)
    }

    func askItems(of bytes: [UInt8]) async throws -> [FileItem] {
        guard handle.life.ending == nil else {
            // It is opened again in the next process.
            throw ConnectorError.unavailable(
                endpoint: handle.host.place,
                reason: "its process ended while a file was open",
                retryAfter: nil
            )
        }
        let (method, arguments) = call(of: bytes)
        return try Self.value(await handle.life.call(method, arguments), handle.host)
    }

    mutating func take(_ bytes: [UInt8]) throws(FileFault) -> [FileItem] {
        // No bytes would end the file.
        bytes.isEmpty ? [] : try items(of: bytes)
    }

    mutating func finish() throws(FileFault) -> [FileItem] { try items(of: []) }

    private func items(of bytes: [UInt8]) throws(FileFault) -> [FileItem] {
        let (method, arguments) = call(of: bytes)
        do {
            return try Self.value(handle.life.callBlocking(method, arguments), handle.host)
        } catch {
            throw Self.fault(error)
        }
    }

    private func call(of bytes: [UInt8]) -> (method: String, arguments: JSON) {
        guard !bytes.isEmpty else { return ("fileFinish", ["reader": handle.id.wire]) }
        return ("fileTake", ["reader": handle.id.wire, "bytes": WireBytes(bytes).wire])
    }

    /// The value of an answer; a process that ended over a file is a fault of the file, which would end the next one too.
    static func value<Value: WireValue & Spoken>(_ outcome: CallOutcome, _ host: HostSupervisor) throws -> Value {
        switch outcome {
        case .failure(let failure):
            if let fault: FileFault = try? JSONReader(failure).value("file") { throw fault.cleaned(by: host.redaction) }
        case .lost where !host.isStopped:
            do throws(ConnectorError) { return try host.value(of: outcome) } catch { throw fault(error) }
        case .value, .cancelled, .lost, .unsent: break
        }
        return try host.value(of: outcome)
    }

    static func fault(_ error: any Error) -> FileFault {
        if let fault = error as? FileFault { return fault }
        return FileFault(kind: "connector_failed", "\(error); drop the file again once the connector works")
    }
}
