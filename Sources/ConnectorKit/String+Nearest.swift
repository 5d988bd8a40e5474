extension String {
    /// The candidate that differs least, if it differs by no more than a third of its letters.
    package func nearest(among candidates: [String]) -> String? {
        let ranked = candidates.map { ($0, distance(to: $0)) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
        guard let (name, distance) = ranked, distance <= max(1, max(name.count, count) / 3) else { return nil }
        return name
    }

    /// How many letters must be inserted, removed or changed to get `other`.
    private func distance(to other: String) -> Int {
        let target = Array(other.lowercased())
        var row = Array(0...target.count)
        for (index, letter) in lowercased().enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in target.indices {
                let substitution = diagonal + (target[column] == letter ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = Swift.min(substitution, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[target.count]
    }
}
