extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Creates an object; a key that occurs twice keeps the later value.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init()
        for (key, value) in elements { self[key] = value }
    }
}
