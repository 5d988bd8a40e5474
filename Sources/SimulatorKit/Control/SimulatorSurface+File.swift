internal import Foundation
internal import JSON

extension SimulatorSurface {
    /// Continues from the file of the options, if there is one by that name.
    ///
    /// - Throws: ``SimulatorError`` if it cannot be read or is no snapshot of this system.
    public func continueFromFile() throws(SimulatorError) {
        guard let file = options.stateFile, FileManager.default.fileExists(atPath: file) else { return }
        do {
            let limits = JSONLimits(bytes: .max)
            try restore(JSON(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: file))), limits: limits))
        } catch {
            throw SimulatorError("Cannot continue from --state \(file), give another file or move it away: \(error)")
        }
    }

    /// Writes the file of the options, if there is one, and ends the process: what was answered is in the file.
    func end() -> Never {
        // No request is worked on in the meantime, since nothing here waits.
        guard options.stateFile != nil else { exit(EXIT_SUCCESS) }
        do {
            try writeFile()
            exit(EXIT_SUCCESS)
        } catch {
            try? FileHandle.standardError.write(contentsOf: Data("Error: \(error.description)\n".utf8))
            exit(EX_IOERR)
        }
    }

    /// Writes the whole state to the file of the options, which is replaced at once or not at all.
    func writeFile() throws(ControlRefusal) {
        guard let file = options.stateFile else {
            throw ControlRefusal(409, "There is no file to write to: start the simulator with --state FILE.")
        }
        do {
            try Data(wholeState.canonicalBytes).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw ControlRefusal(
                500,
                "The state cannot be written to \(file): \(Self.reason(of: error)). "
                    + "Give --state a file in a folder that is there and may be written to."
            )
        }
    }

    /// Why a file cannot be written, in the words of the operating system where it has any.
    private static func reason(of error: any Error) -> String {
        var innermost = error as NSError
        while let inner = innermost.userInfo[NSUnderlyingErrorKey] as? any Error { innermost = inner as NSError }
        guard innermost.domain == NSPOSIXErrorDomain else { return innermost.localizedDescription }
        return unsafe String(cString: strerror(Int32(innermost.code)))
    }
}
