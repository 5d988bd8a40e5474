import ConnectorHost
package import ConnectorKit
import JSON

extension HostedConnector: FileSource {
    /// The kinds of files that the connector declared.
    package var fileStreams: [FileStream] { host.declaration.fileStreams }

    /// Begins to read a file in the connector's process.
    package func reader(of file: ArrivedFile, in stream: FileStream) throws(FileFault) -> any FileRecordReader {
        let life: HostedLife
        do throws(ConnectorError) { life = try host.life(tells: false) } catch { throw HostedReader.fault("\(error)") }
        let outcome = life.callBlocking("fileOpen", ["file": file.wire, "stream": stream.wire])
        return HostedReader(try HostedReader.value(outcome, host), life, host)
    }
}

extension HostedConnector: FileSink {
    /// Asks the connector for the file; one whose process is gone leaves the delivery to a person.
    package func file(for delivery: Delivery) -> OutgoingFile.Rendering {
        do throws(ConnectorError) {
            return try callBlocking("file", ["delivery": delivery.wire])
        } catch {
            return .rejected(reason: "\(error); deliver it again once the connector works")
        }
    }
}

/// A file that is being read in a connector's process.
struct HostedReader: FileRecordReader {
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

    mutating func take(_ bytes: [UInt8]) throws(FileFault) -> [FileItem] {
        let arguments: JSON = ["reader": handle.id.wire, "bytes": WireBytes(bytes).wire]
        return try Self.value(handle.life.callBlocking("fileTake", arguments), handle.host)
    }

    mutating func finish() throws(FileFault) -> [FileItem] {
        try Self.value(handle.life.callBlocking("fileFinish", ["reader": handle.id.wire]), handle.host)
    }

    static func value<Value: WireValue>(_ outcome: CallOutcome, _ host: HostSupervisor) throws(FileFault) -> Value {
        if case .failure(let failure) = outcome,
            let fault: FileFault = try? JSONReader(host.redaction.clean(failure)).value("file")
        {
            throw fault
        }
        do throws(ConnectorError) {
            return try outcome.value(from: host.place, host.redaction)
        } catch {
            throw fault("\(error)")
        }
    }

    static func fault(_ reason: String) -> FileFault {
        FileFault(kind: "connector_failed", "\(reason); drop the file again once the connector works")
    }
}
