public import JSON

/// A file of its own that a configuration names, such as a mapping, with the places of its values.
public struct ConfigurationDocument: Sendable, Hashable {
    /// Where a value stands.
    public struct Place: Sendable, Hashable {
        /// The line, counted from 1.
        public let line: Int
        /// The column, counted from 1.
        public let column: Int

        /// Creates a place.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    /// The file as it was named.
    public let file: String
    /// What it says, scalars as texts exactly as they are written: `0010` has four digits.
    public let value: JSON
    /// The places of values by their keys, for example `fields.hours.column` or `hours[0]`.
    public let places: [String: Place]

    /// Creates a document.
    public init(file: String, value: JSON, places: [String: Place] = [:]) {
        self.file = file
        self.value = value
        self.places = places
    }

    /// The place of a key as `mapping.yaml:12:5`; one that is not there has the place of the one above it.
    public func place(of key: String) -> String {
        var key = Substring(key)
        while true {
            if let place = places[String(key)] { return "\(file):\(place.line):\(place.column)" }
            guard !key.isEmpty else { return file }
            key = key.lastIndex { $0 == "." || $0 == "[" }.map { key[..<$0] } ?? ""
        }
    }
}
