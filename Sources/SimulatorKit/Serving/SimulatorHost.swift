internal import ArgumentParser
internal import Foundation
internal import JSON
internal import NIOCore
internal import UnixSignals

/// The main program of a simulator's executable.
///
/// ```swift
/// @main struct Main {
///     static func main() async { await SimulatorHost<FleetProviders>.main() }
/// }
/// ```
///
/// Once requests are accepted it prints one line on standard output, `NAME ready on http://127.0.0.1:PORT`, and
/// nothing after it; with `--coverage` it prints its ``CoverageLedger`` instead. It ends with status 0 on SIGTERM and SIGINT, and with `--exit-with-parent` also as soon as its
/// standard input is closed; with status 64 if it was started wrongly, 69 if its address cannot be listened on, and 74 if
/// the file of `--state` cannot be written.
public enum SimulatorHost<System: SimulatedSystem>: Sendable {
    /// Runs the simulator until it is told to stop.
    ///
    /// - Parameter arguments: The command line without the name of the executable.
    public static func main(_ arguments: [String] = Array(CommandLine.arguments.dropFirst())) async -> Never {
        // One request is worked on at a time: more threads that read from sockets would only wake one another.
        NIOSingletons.groupLoopCountSuggestion = 1
        let command: SimulatorCommand<System>
        let options: SimulatorOptions
        let surface: SimulatorSurface<System>
        do {
            command = try SimulatorCommand<System>.parse(SimulatorCommand<System>.normalized(arguments))
            if command.coverage {
                try printCoverage()
                exit(EXIT_SUCCESS)
            }
            options = try command.options()
            surface = try SimulatorSurface(options: options)
            try await surface.continueFromFile()
        } catch let error as SimulatorError {
            SimulatorCommand<System>.exit(withError: ValidationError(error.description))
        } catch {
            SimulatorCommand<System>.exit(withError: error)
        }
        await endWhenAsked(surface, withParent: command.exitWithParent)
        do {
            try await SimulatorServer(surface, host: options.host, port: options.port).run { port in
                let address = options.host.contains(":") ? "[\(options.host)]" : options.host
                let line = "\(System.name) ready on http://\(address):\(port)\n"
                // Without a reader of this line the simulator works all the same.
                try? FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
            }
            await surface.end()
        } catch {
            try? FileHandle.standardError.write(contentsOf: Data("Error: \(error)\n".utf8))
            exit(EX_UNAVAILABLE)
        }
    }

    /// Reads a command line as ``main(_:)`` does.
    ///
    /// - Parameter arguments: The command line without the name of the executable.
    /// - Returns: What the simulator is told.
    /// - Throws: ``SimulatorError`` with the message that ``main(_:)`` would end with.
    public static func options(from arguments: [String]) throws(SimulatorError) -> SimulatorOptions {
        do {
            return try SimulatorCommand<System>.parse(SimulatorCommand<System>.normalized(arguments)).options()
        } catch {
            throw SimulatorError(SimulatorCommand<System>.message(for: error))
        }
    }

    private static func printCoverage() throws {
        let line = CoverageLedger<System>.json.text(style: .compact) + "\n"
        try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
    }

    /// Ends the process on a signal or when the parent is gone.
    ///
    /// Returns once the signals are watched, so that none is lost that comes after the line that says ready.
    private static func endWhenAsked(_ surface: SimulatorSurface<System>, withParent: Bool) async {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        Task.detached {
            for await _ in signals { await surface.end() }
        }
        guard withParent else { return }
        Thread.detachNewThread {
            while let data = try? FileHandle.standardInput.read(upToCount: 4096), !data.isEmpty {}
            Task { await surface.end() }
        }
    }
}
