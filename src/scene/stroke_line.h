// The line that a hand would take: a description says from where to where, here is found where beside it there is most room. Private to
// stroke_*.cpp.
#pragma once

#include "scene/compose_cache.h"
#include "scene/stroke_laying.h"

namespace dorsum::scene {

// A laid path and what it is meant for; and which way its row's +across goes, where left and right are looked at together.
struct Laid {
    const SurfaceStrip& strip;
    std::span<const anatomy::StructureIndex> targets;
    float across = 1;
};

// Two paths of one description have nearly as many rows: the one of `count` that is like row r of `of`.
std::size_t like_row(std::size_t r, std::size_t of, std::size_t count);

// How far aside every row of the first path should go (towards +across; the others' rows alike, in their own sense): to where the target lies on
// both sides of it, the surface has neither cleft nor cliff, and the way follows the fibres where it should. Nothing where it has room where it is.
std::vector<float> aside_for_room(std::span<const Laid> paths, content::FibreRule fibre, const content::StrokeRules& rules, ComposeCache& cache);

// How well a laid path keeps its rules, on the muscles and, carried out to it, on the skin, row by row: 0 where there is room, 1 where the rule
// is just kept.
struct Lack {
    std::vector<float> rows;
    float worst() const;
    float squares() const; // their sum
};
Lack lack_of_room(const SurfaceStrip& strip, const Work& work);
// What a path may lack that is only wanted if it is better than another: more in no row, and less in the sum of all rows' squares.
struct LackBound {
    float most, squares;
};
// The same of a path whose middle line is laid: nothing as soon as it turns out not to be wanted. Rows in this order: the sooner the one that fails
// is met, the less is looked for in vain.
std::optional<Lack> lack_up_to(const LackBound& bound, std::span<const std::size_t> rows, const SurfaceStrip& strip, const Work& work);

// What the worst of these rows lacks on the muscles alone; no more is looked for once that is more than `most`.
float lacks_on_muscles(std::span<const std::size_t> rows, const SurfaceStrip& strip, const Work& work, float most);

} // namespace dorsum::scene
