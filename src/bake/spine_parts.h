// The parts of a typical vertebra (C3..L5) as shapes of its left half in its local frame (x >= 0; spine_vertebra.cpp folds and
// joins them), and the structures that need parts of their own.
#pragma once

#include "bake/recipe.h"
#include "bake/spine_data.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

// Numbers of the drawing, and the facts of the region in the form that the parts use.
struct RegionStyle {
    float blend;             // mm, blend radius between parts
    float process_depth;     // thickness of articular processes
    float lamina_half;       // half thickness of the lamina
    float lamina_up, lamina_down; // extent from the spinolaminar point
    float lamina_lean_deg;   // top edge ahead of the bottom edge
    float step;              // mm, meshing
};
RegionStyle style_of(const VertebraFacts& v);

geometry::Sdf vertebral_body(const VertebraFacts& v);                                // spine_body.cpp
geometry::Sdf uncinate_process(const VertebraFacts& v, const Facts& facts);          // C3..T1
geometry::Sdf neural_arch(const VertebraFacts& v, const RegionStyle& style, const Facts& facts); // spine_arch.cpp
geometry::Sdf vertebral_canal(const VertebraFacts& v, const Facts& facts);           // to be taken away
geometry::Sdf spinous_process(const VertebraFacts& v, const RegionStyle& style, const Facts& facts); // spine_spinous.cpp
geometry::Sdf transverse_process(const VertebraFacts& v, const Facts& facts);        // spine_processes.cpp
geometry::Sdf transverse_foramen(const VertebraFacts& v, const Facts& facts);        // C: to be taken away

// Whole bones in their local frames.
geometry::Sdf typical_vertebra(const VertebraFacts& v, const Facts& facts);          // spine_vertebra.cpp
geometry::Sdf atlas_vertebra(const VertebraFacts& v, const Facts& facts);            // spine_upper.cpp
geometry::Sdf axis_vertebra(const VertebraFacts& v, const Facts& facts);
geometry::Sdf sacral_bone(const Facts& facts, const FacetFacts& facet_sup);          // spine_sacrum.cpp; frame of S1
geometry::Sdf coccygeal_bone(const Facts& facts);

// The bone of a level (S1: the sacrum) as it stands in the rest pose, in its local frame.
geometry::Sdf posed_bone(const Facts& facts, const anatomy::SpineRest& spine, anatomy::Level level);
// The same, kept clear of the bone below.
geometry::Sdf fitted_bone(const Facts& facts, const anatomy::SpineRest& spine, anatomy::Level level);

// Outline of an endplate as a function: half width at a depth fraction (-1 front .. 1 back) of the outline.
float outline_half_width(const OutlineFacts& outline, float fraction);

} // namespace dorsum::bake
