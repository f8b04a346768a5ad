/** Taking something out for good, with a public reason. */

import { body, client } from "@/api/client";
import type { components } from "@/api/schema";

export type WithdrawalRequest = components["schemas"]["WithdrawalRequestShapeRequest"];

export const withdraw = (slug: string, asked: WithdrawalRequest) =>
  body(
    client.POST("/api/benchmarks/{slug}/withdrawals/", {
      params: { path: { slug } },
      body: asked,
    }),
  );
