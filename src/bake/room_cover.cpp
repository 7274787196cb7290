#include "bake/room_cover.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake::room {

namespace {

// What shows through is to be so far beneath; what stands out farther is not sought to be hidden.
constexpr float k_beneath_mm = 0.65f, k_stands_out_mm = 3.4f;
constexpr float k_within_mm = 0.5f; // so deep may it stay in the cover
constexpr float k_look_mm = 8;      // from so far outside
constexpr float k_same_mm = 0.05f;
constexpr float k_outer_vertex_mm = k_beneath_mm + 2 * k_same_mm; // what lies deeper beneath one is well covered
constexpr std::size_t k_piece = 150; // questions: of a place that is small enough that often nothing moves there
constexpr float k_cube_mm = 4, k_close_mm = 0.1f;
constexpr std::uint8_t k_outer = 1, k_inner = 2;

// Notes which vertices are not where they were, and the boxes of their triangles, before and now.
void find_moved(const geometry::Mesh& mesh, std::vector<glm::vec3>& was, std::vector<char>& moved, std::uint8_t who,
                std::vector<MovedPlaces::Moved>& all) {
    for (std::size_t v = 0; v < was.size(); ++v) moved[v] = was[v] != mesh.positions[v];
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const auto* corner = &mesh.indices[i];
        if (!moved[corner[0]] && !moved[corner[1]] && !moved[corner[2]]) continue;
        geometry::Bounds box;
        for (std::size_t k = 0; k < 3; ++k) box.add(was[corner[k]]), box.add(mesh.positions[corner[k]]);
        all.push_back({box, who});
    }
    was = mesh.positions;
}

} // namespace

MovedPlaces::MovedPlaces(const std::vector<Moved>& all) {
    if (all.empty()) return;
    geometry::Bounds whole;
    for (const Moved& one : all) whole.add(one.box);
    low_ = whole.min;
    size_ = glm::ivec3(glm::floor(whole.size() / k_cube_mm)) + 1;
    who_.assign(std::size_t(size_.x) * std::size_t(size_.y) * std::size_t(size_.z), 0);
    for (const Moved& one : all)
        visit(one.box, [&](std::size_t cube) {
            who_[cube] |= one.who;
            return false;
        });
}

// Calls stop(cube) for all that the box is in, until one says so.
template <class Visit> bool MovedPlaces::visit(const geometry::Bounds& box, const Visit& stop) const {
    const glm::ivec3 low = glm::max(glm::ivec3(glm::floor((box.min - low_) / k_cube_mm)), glm::ivec3(0)),
                     high = glm::min(glm::ivec3(glm::floor((box.max - low_) / k_cube_mm)), size_ - 1);
    for (int z = low.z; z <= high.z; ++z)
        for (int y = low.y; y <= high.y; ++y)
            for (int x = low.x; x <= high.x; ++x)
                if (stop((std::size_t(z) * std::size_t(size_.y) + std::size_t(y)) * std::size_t(size_.x) + std::size_t(x))) return true;
    return false;
}

bool MovedPlaces::any(const geometry::Bounds& box, std::uint8_t of) const {
    return visit({box.min - k_close_mm, box.max + k_close_mm}, [&](std::size_t cube) { return (who_[cube] & of) != 0; });
}

void Cover::look(const Body& outer, const Body& inner) {
    if (!meet(outer.box(), inner.box(), k_stands_out_mm)) {
        answers_.clear();
        return;
    }
    if (answers_.empty()) { // everything is new
        outer_was_ = outer.mesh->positions, inner_was_ = inner.mesh->positions;
        outer_moved_.assign(outer_was_.size(), true), inner_moved_.assign(inner_was_.size(), true);
        questions_ = inner_was_.size() + 4 * inner.mesh->triangle_count() + outer_was_.size();
        answers_.resize((questions_ + k_piece - 1) / k_piece);
        return;
    }
    std::vector<MovedPlaces::Moved> all;
    find_moved(*outer.mesh, outer_was_, outer_moved_, k_outer, all);
    find_moved(*inner.mesh, inner_was_, inner_moved_, k_inner, all);
    moved_ = MovedPlaces(all);
}

// Questions: the vertices of the inner one; of each of its triangles the middle and the middles of its edges, for an edge may come through
// where no corner does; and the vertices of the outer one, where it dips between two vertices of the other.
std::optional<Cover::Place> Cover::place(const Body& outer, const Body& inner, std::size_t question) const {
    const auto& points = inner.mesh->positions;
    if (question < points.size()) return Place{points[question], inner_moved_[question] != 0, {}};
    question -= points.size();
    if (question >= 4 * inner.mesh->triangle_count()) {
        question -= 4 * inner.mesh->triangle_count();
        return Place{outer.mesh->positions[question], outer_moved_[question] != 0, std::uint32_t(question)};
    }
    const auto* corner = &inner.mesh->indices[3 * (question / 4)];
    const auto a = corner[question % 4 % 3], b = corner[(question % 4 + 1) % 3];
    if (question % 4 == 3)
        return Place{(points[corner[0]] + points[corner[1]] + points[corner[2]]) / 3.0f,
                     inner_moved_[corner[0]] || inner_moved_[corner[1]] || inner_moved_[corner[2]], {}};
    if (a > b) return std::nullopt; // an edge has two triangles, which run along it both ways: asked once
    return Place{0.5f * (points[a] + points[b]), inner_moved_[a] || inner_moved_[b], {}};
}

void Cover::answer(const Body& outer, const Body& inner, const Place& place, glm::vec3 out, std::uint32_t question, std::vector<Lift>& lifts) {
    const glm::vec3 p = place.at;
    const auto lift = [&](std::uint32_t v, float stands_out) {
        if (const float by = stands_out + k_beneath_mm; by > 0 && stands_out < k_stands_out_mm) lifts.push_back({question, v, by});
    };
    if (place.outer_vertex) {
        const auto under = inner.seen_outer(p, out, k_look_mm, k_outer_vertex_mm);
        if (!under) return;
        const auto over = outer.seen_outer(p, out, k_look_mm, k_outer_vertex_mm);
        if (over && std::abs(over->distance - k_look_mm) <= k_same_mm) lift(*place.outer_vertex, over->distance - under->distance);
        return;
    }
    if (const auto within = outer.inner(p, out, k_stands_out_mm))
        for (std::size_t k = 0; k < 3; ++k) {
            const auto v = outer.mesh->indices[3 * within->triangle + k];
            if (const float by = outer.off_end(v) * (within->distance - k_within_mm); by > 0) lifts.push_back({question, v, by});
        }
    if (const auto over = outer.seen_outer(p, out, k_look_mm, k_stands_out_mm))
        for (std::size_t k = 0; k < 3; ++k) lift(outer.mesh->indices[3 * over->triangle + k], over->distance - k_look_mm);
}

void Cover::ask(const Body& outer, const Body& inner, std::size_t piece) {
    Answers& known = answers_[piece];
    if (!known.looked.empty() && !moved_.any(known.looked, k_outer | k_inner)) return;
    Answers now;
    auto from = known.lifts.begin();
    const auto ask_one = [&](const Place& about, std::uint32_t question, auto to) { // what is known: the lifts up to there
        if (distance_mm(about.outer_vertex ? inner.box() : outer.box(), about.at) > k_stands_out_mm) return;
        const glm::vec3 out = outer.outward(about.at);
        geometry::Bounds looks;
        looks.add(about.at - (about.outer_vertex ? k_outer_vertex_mm : k_stands_out_mm) * out), looks.add(about.at + k_look_mm * out);
        if (about.moved || moved_.any(looks, about.outer_vertex ? k_outer | k_inner : k_outer)) answer(outer, inner, about, out, question, now.lifts);
        else now.lifts.insert(now.lifts.end(), from, to);
    };
    for (std::size_t n = piece * k_piece; n < std::min((piece + 1) * k_piece, questions_); ++n) {
        const auto question = std::uint32_t(n);
        const auto to = std::find_if(from, known.lifts.end(), [&](const Lift& lift) { return lift.question != question; });
        if (const auto about = place(outer, inner, n)) {
            now.looked.add(about->at);
            ask_one(*about, question, to);
        }
        from = to;
    }
    now.looked.min -= k_look_mm, now.looked.max += k_look_mm;
    known = std::move(now);
}

void Cover::add_to(Lifts& all) const {
    for (const Answers& answers : answers_)
        for (const Lift& lift : answers.lifts) all.push_back({lift.vertex, lift.mm});
}

} // namespace dorsum::bake::room
