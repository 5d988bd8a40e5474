/// What a simulator was told at start.
public struct SimulatorOptions: Sendable, Hashable {
    /// The port to listen on; 0 for any free one.
    public var port: Int
    /// The address to listen on; the loopback address unless told otherwise.
    public var host: String
    /// What all invented data is derived from: the same seed and the same requests give the same bytes.
    public var seed: UInt64
    /// What the virtual clock shows at start; `nil` leaves it to the system's own story.
    public var start: SimulatedInstant?
    /// The names of the deviations from good behaviour that are switched on at start.
    public var quirks: [String]
    /// The file that the state is continued from and written to; `nil` keeps it in memory only.
    public var stateFile: String?
    /// How much of methods, paths, header fields and bodies the request journal keeps, in MiB, 1 to 4,095; webhooks
    /// may take about as much before the oldest that are done are forgotten.
    public var journalMebibytes: Int
    /// The values of the options that only this system knows, by name.
    public var values: [String: String]

    /// Creates options; every one has a default.
    public init(
        port: Int = 0,
        host: String = "127.0.0.1",
        seed: UInt64 = 1,
        start: SimulatedInstant? = nil,
        quirks: [String] = [],
        stateFile: String? = nil,
        journalMebibytes: Int = 64,
        values: [String: String] = [:]
    ) {
        self.port = port
        self.host = host
        self.seed = seed
        self.start = start
        self.quirks = quirks
        self.stateFile = stateFile
        self.journalMebibytes = journalMebibytes
        self.values = values
    }
}

extension SimulatorOptions {
    /// The text of a system's own option.
    ///
    /// - Parameters:
    ///   - name: The name of the option.
    ///   - fallback: What holds if the option was not given.
    /// - Returns: The text.
    public func text(_ name: String, default fallback: String) -> String {
        values[name] ?? fallback
    }

    /// The text of a system's own option that has no default.
    ///
    /// - Parameter name: The name of the option.
    /// - Returns: The text.
    /// - Throws: ``SimulatorError`` if the option was not given or is empty.
    public func requiredText(_ name: String) throws(SimulatorError) -> String {
        guard let text = values[name], !text.isEmpty else {
            throw SimulatorError("Option \(name) is missing: give it as --option \(name)=VALUE.")
        }
        return text
    }

    /// The whole number of a system's own option.
    ///
    /// - Parameters:
    ///   - name: The name of the option.
    ///   - fallback: What holds if the option was not given.
    ///   - range: The numbers that can be used.
    /// - Returns: The number.
    /// - Throws: ``SimulatorError`` if the text is no whole number or lies outside `range`.
    public func integer(
        _ name: String,
        default fallback: Int,
        in range: ClosedRange<Int> = Int.min...Int.max
    ) throws(SimulatorError) -> Int {
        guard let text = values[name] else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw unusable(name, text, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Whether a system's own option is switched on.
    ///
    /// - Parameters:
    ///   - name: The name of the option.
    ///   - fallback: What holds if the option was not given.
    /// - Returns: Whether it is on.
    /// - Throws: ``SimulatorError`` if the text is neither `true` nor `false`.
    public func flag(_ name: String, default fallback: Bool) throws(SimulatorError) -> Bool {
        guard let text = values[name] else { return fallback }
        switch text {
        case "true": return true
        case "false": return false
        default: throw unusable(name, text, "true or false")
        }
    }

    /// The moment of a system's own option.
    ///
    /// - Parameters:
    ///   - name: The name of the option.
    ///   - fallback: What holds if the option was not given.
    /// - Returns: The moment.
    /// - Throws: ``SimulatorError`` if the text is no moment in the form of RFC 3339.
    public func instant(
        _ name: String,
        default fallback: SimulatedInstant
    ) throws(SimulatorError) -> SimulatedInstant {
        guard let text = values[name] else { return fallback }
        guard let instant = SimulatedInstant(text) else {
            throw unusable(name, text, "a moment such as 2026-01-05T06:00:00Z")
        }
        return instant
    }

    /// One of a fixed choice of words.
    ///
    /// - Parameters:
    ///   - name: The name of the option.
    ///   - words: The words to choose from.
    ///   - fallback: What holds if the option was not given.
    /// - Returns: The chosen word.
    /// - Throws: ``SimulatorError`` if the text is none of `words`.
    public func choice(
        _ name: String,
        of words: [String],
        default fallback: String
    ) throws(SimulatorError) -> String {
        guard let text = values[name] else { return fallback }
        guard words.contains(text) else {
            throw unusable(name, text, "one of " + words.joined(separator: ", "))
        }
        return text
    }

    private func unusable(_ name: String, _ text: String, _ wanted: String) -> SimulatorError {
        SimulatorError("Option \(name) is \"\(text)\": give \(wanted).")
    }
}
