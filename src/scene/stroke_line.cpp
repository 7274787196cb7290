#include "scene/stroke_line.h"

#include "core/parallel.h"
#include "scene/lay_strip.h"
#include "scene/stroke_ways.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace dorsum::scene {

namespace {

using anatomy::StructureIndex;

constexpr float k_column_mm = 2.5f;
constexpr int k_slide = 4, k_reach = 6, k_columns = 2 * k_reach + 1; // a row goes aside by so many columns at most; its surroundings are known so far

// What lies below one place beside a path.
struct Cell {
    glm::vec3 at{0};
    bool on_target = false;
    std::vector<glm::vec3> fibres; // of every target there, in the surface
    float unfit = 0; // of the place itself; the square of what it lacks, in units of what it should have
};

struct Row {
    RowFrame frame;
    std::array<Cell, k_columns> cells;
};

// 0 up to `good`, 1 at `limit`.
float lack(float value, float good, float limit) { return std::max(0.0f, (value - good) / (limit - good)); }
float square(float x) { return x * x; }

Cell cell_at(const RowFrame& row, float aside_mm, std::span<const StructureIndex> targets, const ComposeCache::Surface& body, ComposeCache& cache) {
    constexpr float from_mm = 30, into_mm = 60, least_in_surface = 0.3f;
    auto there = row;
    there.at += aside_mm * row.across;
    Cell cell;
    const auto hit = body.tree.intersect({there.at + from_mm * row.normal, -row.normal}, from_mm + into_mm);
    cell.at = hit ? hit->position : there.at;
    for (auto target : targets) {
        const auto below = under(there, target, cache);
        if (!below) continue;
        cell.on_target = true;
        const auto& mesh = *cache.surface(target).mesh;
        if (mesh.fibres.empty()) continue;
        glm::vec3 fibre(0);
        for (int k = 0; k < 3; ++k) fibre += below->barycentric[k] * mesh.fibres[mesh.indices[3 * below->triangle + static_cast<std::uint32_t>(k)]];
        fibre -= glm::dot(fibre, row.normal) * row.normal;
        if (glm::length(fibre) >= least_in_surface) cell.fibres.push_back(glm::normalize(fibre));
    }
    return cell;
}

std::size_t column(int c) { return static_cast<std::size_t>(c + k_reach); }

// Too near the target's rim, in a cleft, on a cliff.
void judge_places(std::vector<Row>& rows, const content::RoomRule& room) {
    constexpr int cleft_rows = 3;
    constexpr float off_target = 6; // costs more than any detour
    const int count = static_cast<int>(rows.size());
    for (int r = 0; r < count; ++r) {
        auto& row = rows[static_cast<std::size_t>(r)];
        const auto height = [&](int other, int c) { return glm::dot(rows[static_cast<std::size_t>(other)].cells[column(c)].at - row.frame.at, row.frame.normal); };
        for (int c = -k_slide; c <= k_slide; ++c) {
            auto& cell = row.cells[column(c)];
            float room_mm = room.target_mm, before = -1e9f, after = -1e9f, left = -1e9f, right = -1e9f;
            for (int k = 1; k <= k_reach - k_slide; ++k) {
                if (!row.cells[column(c - k)].on_target || !row.cells[column(c + k)].on_target) room_mm = std::min(room_mm, k_column_mm * static_cast<float>(k - 1));
                left = std::max(left, height(r, c - k)), right = std::max(right, height(r, c + k));
            }
            for (int k = 1; k <= cleft_rows; ++k) {
                if (r - k >= 0) before = std::max(before, height(r - k, c));
                if (r + k < count) after = std::max(after, height(r + k, c));
            }
            const float cleft_mm = std::max(std::min(before, after), std::min(left, right)) - height(r, c);
            const float steep = std::abs(height(r, c + 1) - height(r, c - 1)) / (2 * k_column_mm);
            cell.unfit = square(lack(room.target_mm - room_mm, 0, room.target_mm)) + square(lack(cleft_mm, room.cleft_mm[0], room.cleft_mm[1])) + square(lack(steep, room.slope[0], room.slope[1])) + (cell.on_target ? 0 : off_target);
        }
    }
}

// What a way from one cell to one of the next row lacks.
float unfit_way(const Cell& from, const Cell& to, content::FibreRule fibre, const content::StrokeRules& rules) {
    constexpr float most = 2; // beyond this the way leaves one muscle for the next
    const auto way = to.at - from.at;
    const float length = glm::length(way);
    if (fibre != content::FibreRule::along || length < 1e-3f) return 0;
    float sum = 0;
    for (const auto* cell : {&from, &to}) {
        float best = 0;
        for (const auto& f : cell->fibres) best = std::max(best, std::abs(glm::dot(f, way)) / length);
        if (!cell->fibres.empty()) sum += square(std::min(most, lack(glm::degrees(std::acos(std::min(best, 1.0f))), rules.room.fibre_sought_deg, rules.keep.fibre_deg)));
    }
    return 0.5f * sum;
}

constexpr std::size_t k_width = 2 * k_slide + 1;
std::size_t slot(int c) { return static_cast<std::size_t>(c + k_slide); }

std::vector<Row> rows_of(const Laid& path, const content::RoomRule& room, ComposeCache& cache) {
    std::vector<Row> rows(path.strip.rows());
    const auto& body = cache.body(worked_layer(path.targets, cache.atlas()));
    for (std::size_t r = 0; r < rows.size(); ++r) {
        rows[r].frame = frame_of_row(path.strip, r);
        for (int c = -k_reach; c <= k_reach; ++c) rows[r].cells[column(c)] = cell_at(rows[r].frame, k_column_mm * static_cast<float>(c), path.targets, body, cache);
    }
    judge_places(rows, room);
    return rows;
}

// The cheapest way through columns from the first row to the last: a column for every row.
std::vector<int> cheapest_way(std::size_t rows, const std::function<float(std::size_t row, int column)>& place, const std::function<float(std::size_t row, int from, int to)>& way) {
    std::vector<std::array<int, k_width>> came_from(rows);
    std::array<float, k_width> cost{};
    for (int c = -k_slide; c <= k_slide; ++c) cost[slot(c)] = place(0, c);
    for (std::size_t r = 1; r < rows; ++r) {
        const auto before = cost;
        for (int c = -k_slide; c <= k_slide; ++c) {
            cost[slot(c)] = std::numeric_limits<float>::max();
            for (const int turn : {0, -1, 1, -2, 2, -3, 3}) // in doubt straight on
                if (const int from = c + turn; std::abs(from) <= k_slide)
                    if (const float now = before[slot(from)] + way(r, from, c); now < cost[slot(c)]) cost[slot(c)] = now, came_from[r][slot(c)] = from;
            cost[slot(c)] += place(r, c);
        }
    }
    int at = 0;
    for (int c = -k_slide; c <= k_slide; ++c)
        if (cost[slot(c)] < cost[slot(at)]) at = c;
    std::vector<int> columns(rows);
    for (std::size_t r = rows; r-- > 0; at = came_from[r][slot(at)]) columns[r] = at;
    return columns;
}

} // namespace

std::size_t like_row(std::size_t r, std::size_t of, std::size_t count) { return of > 1 ? (r * (count - 1) + (of - 1) / 2) / (of - 1) : 0; }

std::vector<float> aside_for_room(std::span<const Laid> paths, content::FibreRule fibre, const content::StrokeRules& rules, ComposeCache& cache) {
    constexpr float of_going_aside = 0.05f, of_bending = 0.3f; // small against what a rule costs: nothing moves without need
    std::vector<std::vector<Row>> all(paths.size());
    core::parallel_for(0, all.size(), [&](std::size_t i) { all[i] = rows_of(paths[i], rules.room, cache); });
    const auto count = all[0].size();
    const auto row_of = [&](std::size_t path, std::size_t r) -> const Row& { return all[path][like_row(r, count, all[path].size())]; };
    const auto cell_of = [&](std::size_t path, std::size_t r, int c) -> const Cell& { return row_of(path, r).cells[column(paths[path].across * paths[0].across < 0 ? -c : c)]; };
    const auto columns = cheapest_way(
        count,
        [&](std::size_t r, int c) {
            float sum = of_going_aside * square(static_cast<float>(c) / k_slide);
            for (std::size_t i = 0; i < all.size(); ++i) sum += cell_of(i, r, c).unfit;
            return sum;
        },
        [&](std::size_t r, int from, int to) {
            const float spacing_mm = std::max(1.0f, glm::distance(all[0][r].frame.at, all[0][r - 1].frame.at));
            float sum = of_bending * square(static_cast<float>(to - from) * k_column_mm / spacing_mm);
            for (std::size_t i = 0; i < all.size(); ++i) sum += unfit_way(cell_of(i, r - 1, from), cell_of(i, r, to), fibre, rules);
            return sum;
        });
    if (std::all_of(columns.begin(), columns.end(), [](int c) { return c == 0; })) return {};
    std::vector<float> aside;
    for (const int c : columns) aside.push_back(k_column_mm * static_cast<float>(c));
    for (int pass = 0; pass < 3; ++pass) {
        const auto before = aside;
        for (std::size_t r = 0; r < aside.size(); ++r) aside[r] = 0.25f * before[r ? r - 1 : 0] + 0.5f * before[r] + 0.25f * before[std::min(r + 1, aside.size() - 1)];
    }
    return aside;
}

namespace {

// One surface and what lies under it, row by row.
class RoomOn {
public:
    RoomOn(const SurfaceStrip& strip, const ComposeCache::Surface& body, const Work& work) : strip_(strip), body_(body), work_(work) {}

    // What row r lacks, which is known to be `worst` at least; no more is looked for where that is more than `most`.
    float lack_of(std::size_t r, float worst, float most) {
        constexpr float from_mm = 30, off_target = 1.5f;
        constexpr float k_tilt = 0.25f, k_tilted_counts = 0.6f; // on a bent back what lies beside a row comes to lie before it
        const auto& [bone, keep, room, give_way] = work_.rules;
        const auto row = frame_of_row(strip_, r);
        for (const glm::vec2 tilt : {glm::vec2(0), glm::vec2(k_tilt, 0), glm::vec2(-k_tilt, 0), glm::vec2(0, k_tilt), glm::vec2(0, -k_tilt)}) {
            const auto out = glm::normalize(row.normal + tilt.x * row.along + tilt.y * row.across);
            if (const auto hit = body_.tree.intersect({row.at + from_mm * out, -out}, from_mm))
                worst = std::max(worst, (tilt == glm::vec2(0) ? 1 : k_tilted_counts) * lack(from_mm - hit->distance, room.below_outermost_mm, keep.below_outermost_mm));
            if (worst > most) return worst;
        }
        if (worst < off_target && !over_target(row, 0, 0)) worst = off_target;
        for (const float share : {0.4f, 0.8f})
            for (const glm::vec2 way : {glm::vec2(0, 1), glm::vec2(0, -1), glm::vec2(r == 0 ? -1 : 0, 0), glm::vec2(r + 1 == strip_.rows() ? 1 : 0, 0)})
                if (worst <= most && worst < 1 - share && way != glm::vec2(0) && !over_target(row, share * room.target_mm * way.x, share * room.target_mm * way.y)) worst = 1 - share;
        if (worst <= most && work_.fibre == content::FibreRule::along && !turns_at(strip_, r, keep))
            if (const auto fibres = fibre_near(row, row.along, work_))
                worst = std::max(worst, lack(glm::degrees(std::acos(std::min(1.0f, std::abs(glm::dot(*fibres, row.along))))), room.fibre_deg, keep.fibre_deg));
        return worst;
    }

private:
    bool over_target(RowFrame row, float along_mm, float across_mm) {
        row.at += along_mm * row.along + across_mm * row.across;
        const auto lies_over = [&](std::size_t k) { return under(row, work_.targets[k], work_.cache).has_value(); };
        if (last_ < work_.targets.size() && lies_over(last_)) return true; // most often it is the same one as before
        for (std::size_t k = 0; k < work_.targets.size(); ++k)
            if (k != last_ && lies_over(k)) return last_ = k, true;
        return false;
    }

    const SurfaceStrip& strip_;
    const ComposeCache::Surface& body_;
    const Work& work_;
    std::size_t last_ = 0; // of the targets: the one that was met last
};

RoomOn room_on_muscles(const SurfaceStrip& strip, const Work& work) { return {strip, work.cache.body(worked_layer(work.targets, work.cache.atlas())), work}; }

bool add_lacks(Lack& to, float most, std::span<const std::size_t> rows, RoomOn room) {
    for (const auto r : rows) {
        to.rows[r] = room.lack_of(r, to.rows[r], most);
        if (to.rows[r] > most) return false;
    }
    return true;
}

} // namespace

float Lack::worst() const { return rows.empty() ? 0 : *std::max_element(rows.begin(), rows.end()); }

float Lack::squares() const { return std::inner_product(rows.begin(), rows.end(), rows.begin(), 0.0f); }

std::optional<Lack> lack_up_to(const LackBound& bound, std::span<const std::size_t> rows, const SurfaceStrip& strip, const Work& work) {
    Lack lack{std::vector<float>(strip.rows(), 0)};
    if (!add_lacks(lack, bound.most, rows, room_on_muscles(strip, work))) return std::nullopt;
    if (lack.squares() >= bound.squares) return std::nullopt; // the skin can only add to it
    if (work.cache.skin().tree.empty()) return lack;
    const auto on_skin = middle_on_the_skin(strip, work.targets, work.cache);
    if (!add_lacks(lack, bound.most, rows, {on_skin, work.cache.skin(), work})) return std::nullopt;
    return lack;
}

float lacks_on_muscles(std::span<const std::size_t> rows, const SurfaceStrip& strip, const Work& work, float most) {
    auto room = room_on_muscles(strip, work);
    float worst = 0;
    for (const auto r : rows) worst = worst > most ? worst : room.lack_of(r, worst, most);
    return worst;
}

Lack lack_of_room(const SurfaceStrip& strip, const Work& work) {
    constexpr float any = std::numeric_limits<float>::max();
    std::vector<std::size_t> rows(strip.rows());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    return *lack_up_to({any, any}, rows, strip, work);
}

} // namespace dorsum::scene
