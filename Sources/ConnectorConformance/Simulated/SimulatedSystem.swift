public import CanonicalModel
public import ConnectorKit
import Foundation
public import JSON
import Synchronization

/// A process of a simulator that was made with SimulatorKit, for the worlds of a subject.
///
/// It listens at a free port of this machine, and ends with ``end()`` or with the process that started it.
public final class SimulatedSystem: Sendable {
    /// Its address without a slash at its end, for example `http://127.0.0.1:40213`.
    public let address: String
    /// What carries requests to it.
    public let transport: any HTTPTransport

    let name: String
    let arguments: [String]
    private let process: Mutex<(process: Process, input: Pipe)?>
    /// The latest virtual time that it is known to have reached.
    private let reached = Mutex<Instant?>(nil)

    /// Starts a simulator.
    ///
    /// - Parameters:
    ///   - name: The name of the executable, which stands in the folder of the program that runs: where a package's tests
    ///     are built, its executables are built too.
    ///   - arguments: Its options beside the port.
    ///   - transport: What carries requests to it.
    /// - Throws: ``SimulatedSystemError`` if it does not start.
    public init(_ name: String, _ arguments: [String] = [], over transport: any HTTPTransport) async throws {
        let process = Process()
        process.executableURL = ProgramFolder.present.appendingPathComponent(name)
        process.arguments = ["--port", "0", "--exit-with-parent"] + arguments
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        do { try process.run() } catch {
            throw SimulatedSystemError(
                "\(ProgramFolder.present.path)/\(name) does not start: \(error); build it with the tests"
            )
        }
        let line = await Self.firstLine(of: output.fileHandleForReading)
        guard let start = line.range(of: "http://") else {
            process.terminate()
            throw SimulatedSystemError("\(name) does not say where it listens but '\(line)'")
        }
        address = String(line[start.lowerBound...].prefix { !$0.isWhitespace })
        self.transport = transport
        self.name = name
        self.arguments = arguments
        self.process = Mutex((process, input))
    }

    /// Ends the process and waits until it has ended.
    public func end() async {
        let running = process.withLock { running in
            defer { running = nil }
            return running?.process
        }
        guard let running else { return }
        await withCheckedContinuation { continuation in
            Thread {
                running.terminate()
                running.waitUntilExit()
                continuation.resume()
            }
            .start()
        }
    }

    deinit { process.withLock { $0?.process.terminate() } }

    /// What a control request is answered.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - path: The path behind `/_sim/`, with its query.
    ///   - body: The body; `nil` for none.
    /// - Returns: The answer; null if it is empty.
    /// - Throws: ``SimulatedSystemError`` if the simulator refuses it, with its words; what the transport throws.
    @discardableResult
    public func control(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        let response = try await transport.send(
            HTTPRequest(
                method: method,
                url: "\(address)/_sim/\(path)",
                headers: body.map { _ in [HTTPField("Content-Type", "application/json")] } ?? [],
                body: body.map { Array($0.canonicalText.utf8) } ?? []
            )
        )
        guard response.status < 300 else {
            let words = String(decoding: response.body.prefix(2000), as: UTF8.self)
            throw SimulatedSystemError("\(method) /_sim/\(path): status \(response.status): \(words)")
        }
        return response.body.isEmpty ? .null : try JSON(parsing: response.body)
    }

    /// The simulator's virtual time.
    ///
    /// - Throws: As ``control(_:_:_:)``.
    public func now() async throws -> Instant {
        let clock = try await control("GET", "clock")
        guard let now = clock["now"]?.stringValue.flatMap({ Instant($0) }) else {
            throw SimulatedSystemError("the simulator's clock shows \(clock.canonicalText)")
        }
        return now
    }

    /// Sets the simulator's virtual time; one that it has reached changes nothing.
    ///
    /// - Parameter time: The time, which cannot be in its past.
    /// - Throws: As ``control(_:_:_:)``.
    public func advance(to time: Instant) async throws {
        if let reached = reached.withLock({ $0 }), time <= reached { return }
        do {
            try await control("POST", "clock", ["set": .string(time.text)])
        } catch let refusal as SimulatedSystemError {
            // Somebody else may have moved it further.
            guard try await now() >= time else { throw refusal }
        }
        reached.withLock { $0 = max($0 ?? time, time) }
    }

    /// Takes nothing for granted of its clock any more.
    func forgetTime() { reached.withLock { $0 = nil } }

    private static func firstLine(of handle: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            Thread {
                var bytes = Data()
                while !bytes.contains(UInt8(ascii: "\n")) {
                    let chunk = handle.availableData
                    guard !chunk.isEmpty else { break }
                    bytes.append(chunk)
                }
                continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
            }
            .start()
        }
    }
}

/// Why a simulator cannot be used.
public struct SimulatedSystemError: Error, Sendable, CustomStringConvertible {
    /// What happened.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
