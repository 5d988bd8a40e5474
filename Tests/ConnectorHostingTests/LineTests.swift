import Foundation
import JSON
import Testing

/// What a connector's process does with lines that are too long for one of the two sides.
struct LineTests {
    /// A process that has said hello, with its standard input, output and error.
    private func greeted() throws -> (process: Process, input: Pipe, output: Pipe, errors: Pipe) {
        let process = Process()
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: Office.sample)
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        #expect(try Self.line(of: output).hasPrefix(#"{"kind":"hello""#))
        return (process, input, output, errors)
    }

    private static func line(of pipe: Pipe) throws -> String {
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let piece = pipe.fileHandleForReading.availableData
            try #require(!piece.isEmpty, "nothing more comes")
            line += piece
        }
        return String(decoding: line, as: UTF8.self)
    }

    @Test func anAnswerThatIsTooLongForTheRuntimeIsAnErrorOfItsCall() throws {
        let (process, input, output, _) = try greeted()
        let values = #"{"address":{"text":"http://notes.invalid"},"key":{"secret":"key"}}"#
        let lines = [
            #"{"kind":"welcome","protocol":1,"longestLine":500}"#,
            #"{"kind":"secrets","values":{"key":"k"}}"#,
            #"{"kind":"call","id":1,"method":"configure","arguments":{"system":"paper","values":\#(values)}}"#,
        ]
        try input.fileHandleForWriting.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))

        let answer = try JSON(parsing: try Self.line(of: output))

        #expect(answer["id"] == 1)
        let reason = answer["error"]?["protocol"]?.stringValue ?? ""
        #expect(reason.hasSuffix("bytes is longer than 500; hand out smaller pages"), "\(answer.text())")
        #expect(process.isRunning)
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    @Test func aRequestThatIsTooLongForTheRuntimeIsNeverSent() throws {
        let (process, input, output, _) = try greeted()
        let address = "http://notes.invalid/" + String(repeating: "a", count: 6_000)
        let values = #"{"address":{"text":"\#(address)"},"key":{"secret":"key"}}"#
        let lines = [
            #"{"kind":"welcome","protocol":1,"longestLine":5000}"#,
            #"{"kind":"secrets","values":{"key":"k"}}"#,
            #"{"kind":"call","id":1,"method":"configure","arguments":{"system":"paper","values":\#(values)}}"#,
            #"{"kind":"call","id":2,"method":"check","arguments":null}"#,
        ]
        for line in lines.dropLast() { try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8)) }
        _ = try Self.line(of: output)
        try input.fileHandleForWriting.write(contentsOf: Data((lines[3] + "\n").utf8))

        let answer = try JSON(parsing: try Self.line(of: output))

        let error = answer["error"]?["connector"]
        #expect(error?["error"] == "neverSent", "\(answer.text())")
        #expect(error?["cause"]?["detail"]?.stringValue?.hasSuffix("is longer than 5000; send less at once") == true)
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Nobody is told of a file whose opening was cancelled: before it was open, or before the runtime had the answer.
    @Test(arguments: [true, false])
    func aFileThatNobodyLearnedOfIsClosed(wasOpen: Bool) throws {
        let (process, input, output, _) = try greeted()
        func ask(_ line: String) throws -> JSON {
            try send(line)
            return try JSON(parsing: try Self.line(of: output))
        }
        func send(_ line: String) throws { try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8)) }
        let values = #"{"address":{"text":"http://notes.invalid"},"key":{"secret":"key"}}"#
        try send(#"{"kind":"welcome","protocol":1,"longestLine":67108864}"#)
        try send(#"{"kind":"secrets","values":{"key":"k"}}"#)
        let declaration = try ask(
            #"{"kind":"call","id":1,"method":"configure","arguments":{"system":"paper","values":\#(values)}}"#
        )
        let stream = try #require(declaration["value"]?["fileStreams"]?[0]).text()
        let name = wasOpen ? "a.txt" : "clock.txt"
        let file = #"{"name":"\#(name)","size":8,"digest":"d","modifiedAt":0}"#
        var opened = try ask(
            #"{"kind":"call","id":2,"method":"fileOpen","arguments":{"file":\#(file),"stream":\#(stream)}}"#
        )
        if wasOpen {
            try send(#"{"kind":"cancel","id":2}"#)
        } else {
            // It asks what time it is before it opens the file, and is answered after the cancellation.
            let question = try #require(opened["id"], "\(opened.text())").text()
            try send(#"{"kind":"cancel","id":2}"#)
            opened = try ask(#"{"kind":"answer","id":\#(question),"value":0}"#)
        }
        let reader = try #require(opened["value"], "\(opened.text())").text()

        let answer = try ask(
            #"{"kind":"call","id":3,"method":"fileFinish","arguments":{"reader":\#(reader)}}"#
        )

        #expect(answer["error"]?["protocol"]?.stringValue == "no file 1 is being read", "\(answer.text())")
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    @Test func aLineOfTheRuntimeThatIsTooLongEndsTheProcessWithAReason() throws {
        let (process, input, _, errors) = try greeted()
        let piece = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
        // The process stops reading before the last piece, at which the pipe breaks.
        signal(SIGPIPE, SIG_IGN)
        for _ in 0..<66 { try? input.fileHandleForWriting.write(contentsOf: piece) }
        process.waitUntilExit()

        #expect(process.terminationStatus == 70)
        #expect(try Self.line(of: errors).contains("the runtime sent a line longer than 67108864 bytes"))
    }
}
