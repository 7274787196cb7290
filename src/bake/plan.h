// Everything that is known before the first mesh is made: facts, spine, anchors, recipes and their cache keys.
#pragma once

#include "anatomy/structure.h"
#include "bake/bake.h"
#include "bake/recipe.h"
#include "bake/warp.h"

namespace dorsum::bake {

struct Step {
    Recipe recipe;
    anatomy::Terms terms;
    std::vector<std::size_t> depends; // steps
    std::uint64_t key = 0;            // hash of everything that its meshes follow from
    std::uint64_t own_key = 0;        // the same without what it depends on, which counts as it came out, and without what it reads (bake.cpp)
    bool wanted = true;               // false: only built because others need it
};

struct Plan {
    std::optional<Body> body;
    Facts facts;              // with the body's changes
    anatomy::SpineRest spine; // as the shapes are made; what is written goes through the warp
    Anchors anchors;
    Warp warp;
    std::vector<Step> steps; // a step comes after those it depends on
    std::uint64_t input_hash = 0;
};

// Problems in facts or recipes (a doubled id, an unknown or circular dependency) to diagnostics; those steps are left out.
Plan make_plan(const BakeOptions& options, const std::vector<Family>& families, core::Diagnostics& diagnostics);

// bake_atlas with other families than the built-in ones.
core::Result<BakeReport> bake_families(const BakeOptions& options, const std::vector<Family>& families,
                                       core::Diagnostics& diagnostics);

} // namespace dorsum::bake
