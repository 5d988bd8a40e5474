/// Finds the known routes that are nearest to a request which none of them matches.
enum RouteSuggestion {
    /// The longest path that is compared in full.
    private static let longestPath = 256

    /// The nearest routes, best first; the order of `routes` decides between equally near ones.
    static func nearest(_ count: Int, of routes: [String], to method: String, _ path: String) -> [String] {
        let wanted = "\(method) \(path.prefix(longestPath))"
        return routes.enumerated()
            .map { (offset: $0.offset, distance: distance(wanted, fill($0.element, from: path)), route: $0.element) }
            .sorted { ($0.distance, $0.offset) < ($1.distance, $1.offset) }
            .prefix(count)
            .map(\.route)
    }

    /// The route with its placeholders replaced by what stands at the same place of `path`.
    private static func fill(_ route: String, from path: String) -> String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        return route.split(separator: "/", omittingEmptySubsequences: false).enumerated()
            .map { index, part in
                part.hasPrefix("{") && segments.indices.contains(index) ? segments[index].prefix(longestPath) : part
            }
            .joined(separator: "/")
    }

    /// How many bytes must be inserted, removed or replaced to make one text of the other (Levenshtein).
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (index, byte) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
